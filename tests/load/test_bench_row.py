"""Rows of a measurement say which targets were missed."""

import re

import pytest

from tests.load.bench_row import Rows, Target


@pytest.mark.parametrize(
    ("value", "is_least", "reached"), [(9, False, 1), (9.1, False, 0), (9, True, 1), (8.9, True, 0)]
)
def test_a_target_is_at_most_or_at_least(value, is_least, reached, capsys):
    rows = Rows()
    rows.row("call", "some", "", Target(value, 9, "ms", is_least=is_least))

    assert (rows.reached, len(rows.missed)) == (reached, 1 - reached)
    assert ("MISSED" in capsys.readouterr().out) is not bool(reached)


def test_the_end_names_the_row_and_its_group(capsys):
    rows = Rows()
    rows.row("peak", "", "", Target(1, 2, "s"))
    rows.row("  click", "p99 120 ms", "", Target(120, 100, "ms", "p99"))
    capsys.readouterr()

    rows.end()

    _, speed, *targets = capsys.readouterr().out.splitlines()
    assert targets == ["1 targets reached, 1 missed", "  peak – click: p99 ≤ 100 ms, but 120"]
    assert re.fullmatch(r"The machine: a million multiplications took (\d+, ){2}\d+ ms .*, 50 on a usual one", speed)


def test_the_short_form_misses_nothing(capsys):
    rows = Rows()
    rows.is_short = True
    rows.row("call", "12 ms", "the first", Target(12, 9, "ms"))

    rows.end()

    assert " ".join(capsys.readouterr().out.split()) == "call 12 ms the first, target ≤ 9 ms"
