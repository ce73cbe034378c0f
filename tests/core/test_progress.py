"""The progress bar of long commands."""

from io import StringIO
from types import SimpleNamespace

import pytest

from deskq.core import progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    """What the commands write to."""
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=(made := Terminal())))
    return made


def test_a_bar_says_what_is_done_and_how_much_of_it(terminal):
    with progress.share("Reading") as report:
        report(1, 4)
        quarter = terminal.getvalue()

    assert "Reading" in quarter
    assert " 25%" in quarter
    assert "100%" in terminal.getvalue().removeprefix(quarter)


def test_the_bar_moves_on_after_each(terminal):
    steps = progress.each("Simulating", "ab")

    assert next(steps) == "a"
    assert next(steps) == "b"
    assert " 50%" in terminal.getvalue()


def test_without_a_terminal_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=(file := StringIO())))

    assert list(progress.each("Simulating", "ab")) == ["a", "b"]
    assert file.getvalue() == ""


def test_where_there_is_nothing_to_do_there_is_no_bar(terminal):
    assert list(progress.each("Simulating", "")) == []

    assert terminal.getvalue() == ""
