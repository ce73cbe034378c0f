"""Which faults can be put into a module or a template."""

import ast
from pathlib import Path

import pytest

from tests.mutate import python_faults, template_faults
from tests.mutate.fault import Fault
from tests.mutate.sample import equivalent, numbered


def _after(text: str) -> set[tuple[str, str]]:
    return {(fault.kind, fault.after) for fault in python_faults.faults("deskq/a.py", text)}


@pytest.mark.parametrize(
    ("text", "kind", "after"),
    [
        ("x = a < b", "comparison", "(a <= b)"),
        ("x = a and b", "and/or", "(a or b)"),
        ("x = a + 1", "arithmetic", "(a - 1)"),
        ("if a:\n    f()", "condition", "not (a)"),
        ("x = [a for a in b if a.c]", "condition", "not (a.c)"),
        ("x = True", "constant", "False"),
        ("x = min(a, b)", "function", "max"),
        ("f(one, two)", "arguments", "f(two, one)"),
        ("raise NotYours", "statement", "pass"),
        ("a.b = 1", "statement", "pass"),
    ],
)
def test_a_module_has_this_fault(text: str, kind: str, after: str) -> None:
    assert (kind, after) in _after(text)


@pytest.mark.parametrize(
    "text",
    ['"""Only words."""', "x = 'a' + b", "log.info(a, b)", "assert a < b", "x: 'a < b' = f()", "x = q.where(a, b)"],
)
def test_what_nobody_can_notice_has_none(text: str) -> None:
    assert _after(text) == set()


def test_a_fault_stands_where_its_piece_stood_also_behind_persian(tmp_path: Path) -> None:
    text = 'نام = "میز"; ok = a == b\n'
    (tmp_path / "a.py").write_text(text)
    fault = next(python_faults.faults("a.py", text))

    fault.apply(tmp_path)

    assert (tmp_path / "a.py").read_text() == 'نام = "میز"; ok = (a != b)\n'


def test_the_lines_of_a_fault_are_those_of_its_piece() -> None:
    text = "x = 1\ny = f(\n    a,\n    b,\n)\n"

    [fault] = [one for one in python_faults.faults("a.py", text) if one.kind == "arguments"]

    assert list(fault.lines) == [2, 3, 4, 5]
    assert ast.parse(fault.after)


def test_a_template_has_a_fault_for_each_text_of_a_person_and_each_condition() -> None:
    text = "<p>{{ ticket.note }}</p>\n{% if a == b %}{{ asset('css/a.css') }}{% endif %}"

    found = [(one.line, one.kind, one.after) for one in template_faults.faults("templates/a.html", text)]

    assert found == [
        (1, "escaping", "(ticket.note)|safe"),
        (2, "condition", "not (a == b)"),
        (2, "always", "true"),
        (2, "comparison", "a != b"),
    ]


@pytest.mark.parametrize(
    ("output", "escaped"),
    [
        ("note|named", True),
        ("form.get('note')", True),
        ("(note or name)|named", True),
        ("_('a') if f else words", True),
        ("line(note, f(name))", False),
        ("speaks(_('%(name)s: on.', name=name), 'on')", False),
        ("_('by %(name)s', name=name) if name else _('by nobody')", False),
    ],
)
def test_what_a_call_gives_is_markup_already(output: str, escaped: bool) -> None:
    found = template_faults.faults("templates/a.html", f"{{{{ {output} }}}}")

    assert [one.kind for one in found] == (["escaping"] if escaped else [])


def test_a_fault_is_named_by_its_text_and_by_its_number_among_those_that_look_the_same() -> None:
    second, first = (Fault("a.py", place, place + 5, "comparison", "a <  b", "a <= b", 1) for place in (9, 0))

    assert [fault.key for fault in numbered([second, first])] == [
        "a.py | a < b => a <= b",
        "a.py | a < b => a <= b (2)",
    ]


def test_every_fault_that_is_said_to_change_nothing_can_still_be_put_in() -> None:
    """A line of equivalent.txt whose code has changed leaves nothing out."""
    paths = sorted({key.partition(" | ")[0] for key in equivalent()})
    there = {
        fault.key
        for path in paths
        for fault in numbered((template_faults if path.endswith(".html") else python_faults).faults(path, _text(path)))
    }

    assert equivalent() - there == set()


def _text(path: str) -> str:
    return (Path(__file__).parents[2] / path).read_text()
