"""What ``make affected`` runs and says."""

import subprocess
from pathlib import Path

import pytest

from tests.affected import __main__ as command
from tests.affected import changes
from tests.affected.budget import FILE, LONGEST, RECORDING, START, within
from tests.affected.changes import Change
from tests.affected.choose import Choice
from tests.recorded import record as records
from tests.recorded.record import RecordedTest

TESTS = [
    RecordedTest("tests/loans/test_a.py::test_a", 9, work=20),
    RecordedTest("tests/loans/test_b.py::test_b", 9, work=90),
    RecordedTest("tests/loans/test_c.py::test_c", 9, work=5),
]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The words that pytest was called with; nothing is run."""
    calls: list[list[str]] = []
    monkeypatch.setattr(command, "_pytest", lambda words, more=None: calls.append(words) or 0)
    monkeypatch.setattr(changes, "base", lambda root, since: "c0ffee00")
    monkeypatch.setattr(changes, "changes", lambda root, commit: [Change("README.md", b"a", b"b")])
    monkeypatch.setattr(command.recording, "KEPT", tmp_path / "recorded")
    return calls


def test_the_most_telling_that_fit_into_a_minute_are_run_and_the_others_are_told():
    run = within(Choice(tests=TESTS), processes=1)

    assert [test.name[-1] for test in run.tests] == ["a", "c"]
    assert [test.name[-1] for test in run.left] == ["b"]
    assert run.seconds == pytest.approx(25 / RECORDING + 2 * FILE)
    assert run.seconds <= LONGEST - START
    said = "\n".join(command.said(Choice(tests=TESTS), run, []) + command.said_after(Choice(), run, [], ""))
    assert "the 2 most telling are run" in said
    assert "Left out for the time: 1 tests that can fail too (ALL=1 runs them)." in said


def test_all_of_them_are_run_where_that_is_asked_for():
    assert within(Choice(tests=TESTS), all_of_it=True, processes=1).left == []


def test_a_test_that_starts_processes_takes_what_the_clock_says():
    assert RecordedTest("a", 9.0, work=1.0).cost == 1.0
    assert RecordedTest("a", 9.0, work=1.0, starts=True).cost == 9.0


def test_without_a_record_all_tests_are_run_and_it_says_why(ran, capsys):
    assert command.main([]) == 0

    assert ran == [[*command.SPREAD, *command.MARKED]]
    assert capsys.readouterr().out == (
        "All tests are run: there is no record of the tests yet (make affected-map makes it).\n"
    )


@pytest.mark.parametrize("kept", ["no JSON", '{"form": "1 of cpython 3.9.1"}'])
def test_a_record_that_cannot_be_used_is_none(tmp_path, kept):
    (tmp_path / "record.json").write_text(kept)

    assert "make affected-map makes it anew" in records.load(tmp_path)


def test_a_record_is_kept_as_it_is(record):
    records.save(record)

    assert records.load(record.folder) == record


def test_changes_are_those_of_commits_and_of_the_working_tree(tmp_path):
    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=tmp_path, check=True)

    for name in ("gone", "same", "other"):
        (tmp_path / name).write_text(name)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "a")
    (tmp_path / "gone").unlink()
    (tmp_path / "other").write_text("another")
    (tmp_path / "new").write_text("new")

    assert changes.changes(tmp_path, changes.base(tmp_path)) == [
        Change("gone", b"gone", None), Change("new", None, b"new"), Change("other", b"other", b"another"),
    ]  # fmt: skip
