"""Who imports a module, read from the source: of deskq and of the tests."""

import ast
from pathlib import Path


def importers(root: Path, path: str) -> set[str]:
    """Paths of modules of deskq and tests that name a module in an import, also through the package it is in."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        module = dotted(waiting.pop())
        for user in _naming(root, module) - found:
            found.add(user)
            if Path(user).name == "__init__.py":
                waiting.append(user)
    return found - {path}


def users(root: Path, path: str) -> set[str]:
    """Paths of tests, and of what they share, that use a module of ``tests/``: by imports, also those of others, and as
    ``conftest.py`` of a folder."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        if Path(one).name == "conftest.py" and one != "tests/conftest.py":
            waiting += [str(file.relative_to(root)) for file in (root / one).parent.rglob("*.py")]
        elif one != "tests/conftest.py" and not Path(one).name.startswith("test_"):
            waiting += _naming(root, dotted(one))
    return found


def _naming(root: Path, module: str) -> set[str]:
    last, found = module.rpartition(".")[2], set()
    for folder in ("deskq", "tests"):
        for file in (root / folder).rglob("*.py"):
            text = file.read_text()
            if last in text and module in imported(text):
                found.add(str(file.relative_to(root)))
    return found


def imported(text: str) -> set[str]:
    """Dotted names of modules, and of names that may be modules. A text such as ``"tests.tools.at_once"`` counts too:
    plugins of pytest are named so."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("tests."):
            found.add(node.value)
    return found


def dotted(path: str) -> str:
    return ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")
