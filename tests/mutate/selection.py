"""Which tests a fault has to meet: those that ran its line, spread over many files, the quickest first."""

from collections import defaultdict
from itertools import chain, zip_longest

from tests.mutate.fault import Fault
from tests.recorded.record import Record, RecordedTest

START = 60.0  #: seconds: imports, and what tests share
#: They read every page. A part that is drawn once and kept runs its lines in the first test only that shows it.
WALKS = (
    "tests/kept_pages/test_",
    "tests/security/test_every_route.py::test_every_address_answers",
    "tests/security/test_hostile_office.py::",
)
SLOWER = 5  #: times the recorded duration; after that the tests are stopped and the fault counts as noticed


def tests_of(fault: Fault, record: Record, is_changed: bool, most: int) -> list[RecordedTest]:
    """At most ``most`` tests, in the order to run them. ``is_changed``: the file is another one than was recorded."""
    found = [] if is_changed else record.of_lines(fault.path, fault.lines)
    found = found or record.of_file(fault.path) or record.of_folder(_folder_of_tests(fault.path))
    is_page = fault.kind_of_file == "templates"
    reading = record.reading(fault.path) if fault.path.endswith(".py") else []
    reading += [test for test in record.tests.values() if is_page and _walks(test)]
    others = [test for test in found if test not in reading and test.passed]
    chosen = [*(test for test in reading if test.passed), *_spread(others, _folder_of_tests(fault.path))][:most]
    return sorted(chosen, key=lambda test: test.seconds)


def may_have_part(fault: Fault, record: Record, is_changed: bool, fixtures: set[str]) -> bool:
    """Whether one of these fixtures runs the line, or may do so: a line that no test ran may have run at an import."""
    if fault.kind_of_file == "templates":
        return False
    known = not is_changed and record.of_lines(fault.path, fault.lines)
    return not known or bool(fixtures & record.fixtures_of(fault.path, fault.lines))


def longest(tests: list[RecordedTest]) -> float:
    """Seconds after which tests are stopped."""
    return START + SLOWER * sum(test.seconds for test in tests)


def _spread(tests: list[RecordedTest], near: str) -> list[RecordedTest]:
    """Those of the package's own folder, then in turns the quickest of each file, the next of each file, ..."""
    files: dict[str, list[RecordedTest]] = defaultdict(list)
    for test in sorted(tests, key=lambda test: test.seconds):
        files[test.file].append(test)
    own = [test for name, found in files.items() if name.startswith(f"{near}/") for test in found]
    others = [found for name, found in files.items() if not name.startswith(f"{near}/")]
    turns = chain.from_iterable(zip_longest(*others))
    return sorted(own, key=lambda test: test.seconds) + [test for test in turns if test is not None]


def _walks(test: RecordedTest) -> bool:
    return test.name.startswith(WALKS)


def _folder_of_tests(path: str) -> str:
    """The tests of deskq/<package> are in tests/<package>."""
    return f"tests/{path.split('/')[1].removesuffix('.py')}"
