"""Faults in Python: a comparison the other way, ``and`` for ``or``, a statement left out, two arguments exchanged."""

import ast
from collections.abc import Iterator

from tests.mutate.fault import Fault

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}  # fmt: skip
FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: Arguments that have a type of their own.
TOOLS = {"tx", "session", "connection", "config", "app", "db", "isinstance", "getattr", "setattr", "hasattr", "cast"}
#: Functions that do the same with their arguments in any order.
ANY_ORDER = {"where", "and_", "or_", "compare_digest"}
#: Calls whose absence or order nobody outside can notice.
UNSEEN = ("log.", "socketio.sleep", "N_", "_", "gettext")


def faults(path: str, text: str) -> Iterator[Fault]:
    """Every fault that can be put into a module."""
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line.encode()))
    raw = text.encode()
    for node in _walk(ast.parse(text)):
        for kind, piece, after in _of(node):
            start, end = (
                lines[piece.lineno - 1] + piece.col_offset,
                lines[piece.end_lineno - 1] + piece.end_col_offset,
            )
            first, last = len(raw[:start].decode()), len(raw[:end].decode())
            yield Fault(path, first, last, kind, text[first:last], after, piece.lineno)


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes that run, but no annotations, decorators, and classes of tables."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params") or name == "bases":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_unseen(child):
                yield child
                yield from _walk(child)


def _is_unseen(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Expr):
        return _is_unseen(node.value)
    if isinstance(node, ast.Assert) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
        return True
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith(UNSEEN[:2])


def _of(node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
    """(kind, the piece, what to put there)."""
    match node:
        case ast.Compare(ops=[op], left=left, comparators=[right]) if type(op) in COMPARISONS:
            yield "comparison", node, f"({ast.unparse(ast.Compare(left, [COMPARISONS[type(op)]()], [right]))})"
        case ast.BoolOp(op=op, values=values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield "and/or", node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC and _is_number(left, right):
            yield "arithmetic", node, f"({ast.unparse(ast.BinOp(left, ARITHMETIC[type(op)](), right))})"
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "condition", test, f"not ({ast.unparse(test)})"
        case ast.comprehension(ifs=ifs):
            for condition in ifs:
                yield "condition", condition, f"not ({ast.unparse(condition)})"
        case ast.Constant(value=bool(value)):
            yield "constant", node, repr(not value)
        case ast.Call(func=ast.Name(id=name)) if name in FUNCTIONS:
            yield "function", node.func, FUNCTIONS[name]
        case ast.Call(func=func, args=[first, second, *rest], keywords=words) if _may_swap(func, first, second):
            yield "arguments", node, ast.unparse(ast.Call(func, [second, first, *rest], words))
        case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign():
            yield "statement", node, "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement", node, "pass"


def _is_number(left: ast.expr, right: ast.expr) -> bool:
    """Not a text or a list, as far as one can see."""
    texts = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
    return not any(
        isinstance(side, texts) or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in (left, right)
    )


def _may_swap(func: ast.expr, first: ast.expr, second: ast.expr) -> bool:
    """Where both could be of one type: what mypy finds is no fault that tests must notice."""
    words = ast.unparse(first), ast.unparse(second)
    starred = any(isinstance(one, ast.Starred) for one in (first, second))
    return (
        not starred
        and words[0] != words[1]
        and not any(_is_tool(word) for word in words)
        and not _is_tool(ast.unparse(func))
        and ast.unparse(func).rpartition(".")[2] not in ANY_ORDER
    )


def _is_tool(word: str) -> bool:
    return word in UNSEEN or word.rpartition(".")[2] in TOOLS
