"""The parts of a file that can change apart: functions of a module, macros of a template, sentences of a catalogue."""

import ast
import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

from babel.messages import pofile

REST = ""  #: name of the part that is in no function, macro or sentence
IMPORTS = "import"  #: name of the part with all imports of a module
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+).*?\{%-?\s*endmacro\s*-?%\}", re.DOTALL)


@dataclass
class Part:
    """``lines`` are those that belong to it when they are run. ``registers``: a decorator may make it known elsewhere,
    or it is a method, which others may call by a name they know already."""

    digest: str
    lines: set[int]
    registers: bool = False


def parts(path: str, data: bytes) -> dict[str, Part]:
    """By name; a module or catalogue that cannot be read, and any other file, has one part."""
    try:
        if path.endswith(".py"):
            return _of_module(data.decode())
        if path.endswith(".html"):
            return _of_template(data.decode())
        if path.endswith(".po"):
            return _of_catalogue(data)
    except (SyntaxError, ValueError, pofile.PoFileError):
        pass
    return {REST: Part(_digest(data.decode(errors="replace")), set())}


def changed(path: str, before: bytes | None, after: bytes | None) -> tuple[set[str], dict[str, Part]]:
    """(names of parts that are gone or other ones, those that are new)."""
    old = parts(path, before) if before is not None else {}
    new = parts(path, after) if after is not None else {}
    other = {name for name, part in old.items() if name not in new or new[name].digest != part.digest}
    return other, {name: part for name, part in new.items() if name not in old}


def _of_module(text: str) -> dict[str, Part]:
    """Functions and methods with all that stands inside them, ``IMPORTS`` and ``REST``. Docstrings are no part."""
    found: dict[str, Part] = {}
    tree = ast.parse(text)
    imports: list[str] = []
    _take_out(tree, "", found, imports)
    found[IMPORTS] = Part(_digest("\n".join(imports)), set())
    inside = {line for part in found.values() for line in part.lines}
    every = set(range(1, text.count("\n") + 2))
    found[REST] = Part(_digest(ast.dump(tree)), every - inside)
    return found


def _take_out(tree: ast.Module | ast.ClassDef, prefix: str, found: dict[str, Part], imports: list[str]) -> None:
    """Moves the functions of a module or class from the tree into ``found``, its imports into ``imports``."""
    kept: list[ast.stmt] = []
    for node in _without_docstring(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            _add(found, f"{prefix}{node.name}", node, bool(prefix))
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports.append(ast.dump(node))
            continue
        if isinstance(node, ast.ClassDef):
            _take_out(node, f"{prefix}{node.name}.", found, imports)
        kept.append(node)
    tree.body = kept


def _add(found: dict[str, Part], name: str, node: ast.FunctionDef | ast.AsyncFunctionDef, is_method: bool) -> None:
    """The lines of a function are those of its body: the line with its name runs at the import. Functions of one name,
    such as the reading and the writing of a property, are one part."""
    lines = set(range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1))
    node.body = _without_docstring(node.body)
    part = Part(_digest(ast.dump(node)), lines, is_method or bool(node.decorator_list))
    if name in found:
        part = Part(_digest(found[name].digest + part.digest), found[name].lines | lines, True)
    found[name] = part


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body


def _of_template(text: str) -> dict[str, Part]:
    found: dict[str, Part] = {}
    rest, end, inside = "", 0, set[int]()
    for macro in MACRO.finditer(text):
        first, last = (text.count("\n", 0, place) + 1 for place in macro.span())
        found[macro[1]] = Part(_digest(macro[0]), set(range(first, last + 1)))
        rest, end = rest + text[end : macro.start()], macro.end()
        inside |= found[macro[1]].lines
    found[REST] = Part(_digest(rest + text[end:]), set(range(1, text.count("\n") + 2)) - inside)
    return found


def _of_catalogue(data: bytes) -> dict[str, Part]:
    """Each sentence is a part with its translation; the head of the file is ``REST``."""
    found = {}
    for message in pofile.read_po(BytesIO(data)):
        name = message.id if isinstance(message.id, str) else message.id[0]
        found[name] = Part(_digest(repr((message.id, message.string, sorted(message.flags)))), set())
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
