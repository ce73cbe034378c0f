"""The modules of deskq, and what each imports and calls, read from the source with ``ast``."""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DESKQ = ROOT / "deskq"


def modules() -> list[Path]:
    return sorted(path for path in DESKQ.rglob("*.py") if "migrations" not in path.parts)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def package_of(path: Path) -> str:
    """The package of deskq a file lies in; empty for deskq/__init__.py itself."""
    parts = path.relative_to(DESKQ).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    """Every module and every imported name, dotted: ``from deskq.queue import rules`` is ``deskq.queue.rules``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(path: Path) -> Iterator[str]:
    """Every call of a dotted name: ``datetime.now``, ``socketio.emit``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def is_within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def is_standard(module: str) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names


def wrong(paths: list[Path], is_wrong: Callable[[Path, str], bool]) -> list[str]:
    return [f"{named(path)} → {module}" for path in paths for module in imports(path) if is_wrong(path, module)]
