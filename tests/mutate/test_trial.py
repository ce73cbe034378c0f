"""One fault against its tests, in a real run of pytest."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutate import selection, trial
from tests.mutate.fault import Fault
from tests.recorded.record import RecordedTest

HERE = Path(__file__).parents[2]
MODULE = "def count():\n    number = 0\n    while number < 3:\n        number += 1\n    return number\n"
TESTS = """\
import deskq.counting

def test_nothing():
    pass

def test_count():
    assert deskq.counting.count() == 3
"""
NOTHING = RecordedTest("test_counting.py::test_nothing", 0.1, ())
COUNT = RecordedTest("test_counting.py::test_count", 0.1, ())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "deskq").mkdir()
    (tmp_path / "deskq/__init__.py").touch()
    (tmp_path / "deskq/counting.py").write_text(MODULE)
    (tmp_path / "test_counting.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = . {HERE}\n")
    return tmp_path


def _fault(before: str, after: str) -> Fault:
    start = MODULE.index(before)
    return Fault("deskq/counting.py", start, start + len(before), "a kind", before, after, 1)


def test_the_test_that_fails_first_notices_a_fault_and_the_file_is_mended(copy: Path) -> None:
    result = trial.run(_fault("< 3", "<= 3"), [NOTHING, COUNT], copy)

    assert result.by == COUNT.name
    assert (copy / "deskq/counting.py").read_text() == MODULE


def test_only_the_tests_that_were_chosen_are_run(copy: Path) -> None:
    assert trial.run(_fault("< 3", "<= 3"), [NOTHING], copy).by == ""
    assert trial.run(_fault("< 3", "<= 3"), [], copy).by == ""
    assert trial.run(_fault("< 3", "<= 3"), [RecordedTest("test_counting.py::test_gone", 0.1, ())], copy).by == ""


def test_a_module_that_cannot_be_imported_is_noticed(copy: Path) -> None:
    assert "did not start" in trial.run(_fault("count()", "3"), [NOTHING], copy).by


def test_an_endless_loop_is_noticed_and_ended_with_all_that_it_started(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "longest", lambda tests: 4.0)
    child = f"[{sys.executable!r}, '-c', 'import time; time.sleep(600)', '{copy}']"
    endless = f"import subprocess; subprocess.Popen({child})\n    while True"

    result = trial.run(_fault("while number < 3", endless), [COUNT], copy)

    assert result.by == "its time limit"
    assert str(copy) not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
