"""Tests say what they expect: one status, not either of two. Else the wrong one of the two would pass."""

import ast
from pathlib import Path

TESTS = Path(__file__).parent


def test_no_test_takes_either_of_two_statuses():
    found = [
        f"{path.relative_to(TESTS)}:{node.lineno}: {ast.unparse(node)}"
        for path in TESTS.rglob("test_*.py")
        for test in ast.walk(ast.parse(path.read_text()))
        if isinstance(test, ast.Assert)
        for node in ast.walk(test.test)
        if _is_status_of_several(node)
    ]

    assert found == []


def _is_status_of_several(node: ast.AST) -> bool:
    several = ast.Tuple | ast.Set | ast.List
    if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In)):
        return False
    left, right = ast.unparse(node.left), node.comparators[0]
    return left.endswith((".status", ".status_code")) and isinstance(right, several)


def test_no_test_takes_either_of_two_texts():
    """Except where the page may write digits in either way."""
    found = [
        f"{path.relative_to(TESTS)}:{node.lineno}: {ast.unparse(node)}"
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or)
        if all(isinstance(one, ast.Compare) and isinstance(one.ops[0], ast.In) for one in node.test.values)
    ]

    assert found == []
