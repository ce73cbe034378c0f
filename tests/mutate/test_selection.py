"""Which tests a fault meets, and in which order."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from coverage import CoverageData

from tests.mutate import selection
from tests.mutate.fault import Fault
from tests.recorded.record import Record, RecordedTest
from tests.recorded.recorder import FIXTURE

PATH = "deskq/queue/rules.py"
FAULT = Fault(PATH, 0, 1, "comparison", "a", "b", 7)
SECONDS = {
    "tests/queue/test_rules.py::test_slow": 3.0,
    "tests/queue/test_rules.py::test_quick": 0.1,
    "tests/api/test_tickets.py::test_one": 0.2,
    "tests/api/test_tickets.py::test_two": 0.3,
    "tests/live/test_board.py::test_board": 2.0,
}


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """In which every test ran line 7, and line 9 ran in a fixture of test_board."""
    data = CoverageData(str(tmp_path / "lines"))
    for name in SECONDS:
        data.set_context(name)
        data.add_lines({PATH: [7]})
    data.set_context(f"{FIXTURE}::hall")
    data.add_lines({PATH: [9]})
    data.write()
    tests = {
        name: RecordedTest(name, seconds, (f"{FIXTURE}::hall",) if "board" in name else ())
        for name, seconds in SECONDS.items()
    }
    return Record(tmp_path, datetime(2026, 11, 29, tzinfo=UTC), {}, tests)


def _chosen(record: Record, most: int, fault: Fault = FAULT, is_changed: bool = False) -> list[str]:
    return [test.name.partition("::")[2] for test in selection.tests_of(fault, record, is_changed, most)]


def test_the_quickest_test_is_first(record: Record) -> None:
    assert _chosen(record, 9) == ["test_quick", "test_one", "test_two", "test_board", "test_slow"]


def test_where_there_are_too_many_the_packages_own_tests_and_one_of_each_file_are_taken(record: Record) -> None:
    assert _chosen(record, 4) == ["test_quick", "test_one", "test_board", "test_slow"]


def test_a_test_that_opens_the_module_as_text_is_always_taken(record: Record) -> None:
    name = "tests/test_words.py::test_names"
    record.tests[name] = RecordedTest(name, 4.0, (), frozenset({PATH}))

    assert _chosen(record, 2) == ["test_quick", "test_names"]


def test_a_line_of_a_fixture_meets_the_tests_that_use_it(record: Record) -> None:
    assert _chosen(record, 9, Fault(PATH, 0, 1, "comparison", "a", "b", 9)) == ["test_board"]


@pytest.mark.parametrize("line", [1, 2])
def test_a_line_that_no_test_ran_meets_those_of_its_file(record: Record, line: int) -> None:
    assert len(_chosen(record, 9, Fault(PATH, 0, 1, "constant", "a", "b", line))) == 5


def test_a_line_of_a_file_that_has_changed_meets_those_of_its_file(record: Record) -> None:
    moved = Fault(PATH, 0, 1, "comparison", "a", "b", 9)

    assert len(_chosen(record, 9, moved, is_changed=True)) == 5


def test_a_file_that_no_test_ran_meets_the_tests_of_its_package(record: Record) -> None:
    assert _chosen(record, 9, Fault("deskq/api/new.py", 0, 1, "constant", "a", "b", 1)) == ["test_one", "test_two"]


def test_tests_are_stopped_when_they_take_far_longer_than_recorded(record: Record) -> None:
    tests = list(record.tests.values())

    assert selection.longest(tests) == selection.START + selection.SLOWER * sum(SECONDS.values())


def test_a_fault_in_a_template_also_meets_the_tests_that_read_every_page(record: Record) -> None:
    walk = RecordedTest("tests/security/test_hostile_office.py::test_pages[admin]", 5.0, ())
    record.tests[walk.name] = walk
    template = Fault("templates/desk/desk.html", 0, 1, "escaping", "a", "b", 1)

    assert _chosen(record, 9, template) == ["test_pages[admin]"]
    assert "test_pages[admin]" not in _chosen(record, 9)
