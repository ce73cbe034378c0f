"""Tests say what they expect: one status and one text, not either of two. Else the wrong one of the two would pass."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent


def test_no_test_takes_either_of_two_statuses_or_texts():
    found = [
        f"{path.relative_to(TESTS)}:{line}: {words}"
        for path in TESTS.rglob("test_*.py")
        for line, words in _asserted(path.read_text())
    ]

    assert found == []


def _asserted(text: str) -> Iterator[tuple[int, str]]:
    """(line, expression) of each assertion that takes one of several."""
    if "in (" not in text and " or " not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assert):
            parts = [one for one in ast.walk(node.test) if _is_status_of_several(one)]
            if parts or _is_text_of_several(node.test):
                yield node.lineno, ast.unparse(node.test)


def _is_status_of_several(node: ast.AST) -> bool:
    if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In)):
        return False
    several = isinstance(node.comparators[0], ast.Tuple | ast.Set | ast.List)
    return several and ast.unparse(node.left).endswith((".status", ".status_code"))


def _is_text_of_several(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.BoolOp)
        and isinstance(node.op, ast.Or)
        and all(
            isinstance(one, ast.Compare) and isinstance(one.ops[0], ast.In) and isinstance(one.left, ast.Constant)
            for one in node.values
        )
    )
