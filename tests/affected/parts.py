"""The parts of a file that can change apart: functions of a module, macros of a template, sentences of a catalogue."""

import ast
import re
from dataclasses import dataclass
from io import BytesIO

from babel.messages import pofile

REST = ""  #: name of the part that is in no function, macro or sentence
MACRO = re.compile(r"\{%-?\s*macro\s+(\w+).*?\{%-?\s*endmacro\s*-?%\}", re.DOTALL)


@dataclass
class Part:
    """``lines`` are those that run when it is called."""

    text: str
    lines: set[int]


def parts(path: str, data: bytes) -> dict[str, Part]:
    """By name. What cannot be read, and any other file, is one part; comments of Python and docstrings are none."""
    try:
        if path.endswith(".py"):
            return _of_module(data.decode())
        if path.endswith(".html"):
            return _of_template(data.decode())
        if path.endswith(".po"):
            return _of_catalogue(data)
    except (SyntaxError, ValueError, pofile.PoFileError):
        pass
    return {REST: Part(data.decode(errors="replace"), set())}


def changed(path: str, before: bytes | None, after: bytes | None) -> tuple[set[str], set[str]]:
    """(names of parts that are gone or other ones, names of those that are new)."""
    old = parts(path, before) if before is not None else {}
    new = parts(path, after) if after is not None else {}
    return {name for name in old if name not in new or new[name].text != old[name].text}, set(new) - set(old)


def _of_module(text: str) -> dict[str, Part]:
    """Functions and methods with all that stands inside them, and ``REST``."""
    found: dict[str, Part] = {}
    tree = ast.parse(text)
    _take_out(tree, "", found)
    inside = {line for part in found.values() for line in part.lines}
    found[REST] = Part(ast.unparse(tree), set(range(1, text.count("\n") + 2)) - inside)
    return found


def _take_out(tree: ast.Module | ast.ClassDef, prefix: str, found: dict[str, Part]) -> None:
    """Moves the functions of a module or class from the tree into ``found``. Their lines are those of the body: the
    name is bound at the import. Functions of one name, such as both sides of a property, are one part."""
    kept: list[ast.stmt] = []
    for node in _without_docstring(tree.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name, lines = f"{prefix}{node.name}", set(range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1))
            node.body = _without_docstring(node.body)
            old = found.get(name, Part("", set()))
            found[name] = Part(old.text + ast.unparse(node), old.lines | lines)
            continue
        if isinstance(node, ast.ClassDef):
            _take_out(node, f"{prefix}{node.name}.", found)
        kept.append(node)
    tree.body = kept


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if is_text and isinstance(first.value.value, str) else body


def _of_template(text: str) -> dict[str, Part]:
    found: dict[str, Part] = {}
    rest, end, inside = "", 0, set[int]()
    for macro in MACRO.finditer(text):
        first, last = (text.count("\n", 0, place) + 1 for place in macro.span())
        found[macro[1]] = Part(macro[0], set(range(first, last + 1)))
        rest, end = rest + text[end : macro.start()], macro.end()
        inside |= found[macro[1]].lines
    found[REST] = Part(rest + text[end:], set(range(1, text.count("\n") + 2)) - inside)
    return found


def _of_catalogue(data: bytes) -> dict[str, Part]:
    """Each sentence is a part with its translation; the head of the file is ``REST``."""
    found = {}
    for message in pofile.read_po(BytesIO(data)):
        name = message.id if isinstance(message.id, str) else message.id[0]
        found[name] = Part(repr((message.id, message.string, sorted(message.flags))), set())
    return found
