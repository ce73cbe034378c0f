"""The record of which test runs which line, made by a real run of the tests of a small project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recorded import record, recording
from tests.recorded.record import Record

HERE = Path(__file__).parents[2]
MODULE = """\
BASE = 2


def twice(number):
    if number > 100:
        return None
    return number * BASE


def open_file():
    return "opened"
"""
PAGE = "{% if who %}\n{{ who }}\n{% else %}\nnobody\n{% endif %}\n{% include 'foot.html' %}\n"
TESTS = """\
import jinja2
import pytest

from deskq import sums

PAGES = jinja2.Environment(loader=jinja2.FileSystemLoader("templates"))


@pytest.fixture(scope="session")
def opened():
    return sums.open_file()


@pytest.mark.parametrize("number", [1, 2, 200])
def test_twice(number):
    assert sums.twice(number) == (number + number if number < 99 else None)


def test_opened(opened):
    assert opened == "opened"


def test_opened_again(opened):
    assert opened


def test_page():
    assert "Sara" in PAGES.get_template("page.html").render(who="Sara")


def test_empty_page():
    assert "nobody" in PAGES.get_template("page.html").render(who="")


def test_source():
    with open("deskq/sums.py") as file:
        assert "twice" in file.read()


def test_failing():
    assert sums.twice(2) == 5
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout: one module, two templates, tests (of which one fails), this tool, and a record made by it."""
    root = tmp_path_factory.mktemp("base") / "project"
    files = {
        "deskq/__init__.py": "",
        "deskq/sums.py": MODULE,
        "templates/page.html": PAGE,
        "templates/foot.html": "{{ who|length }}",
        "tests/__init__.py": "",
        "tests/tools/__init__.py": "",
        "tests/sums/test_sums.py": TESTS,
        "pytest.ini": "[pytest]\npythonpath = .\nmarkers =\n    e2e\n    load\n    soak\n    postgres\n    redis\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for tool in ("tests/mutate", "tests/recorded"):
        shutil.copytree(HERE / tool, root / tool, ignore=shutil.ignore_patterns("test_*", "__pycache__"))
    shutil.copy(HERE / "tests/tools/memory_folder.py", root / "tests/tools")
    recording.up_to_date(root, root / ".venv/recorded", 1, False)
    return root


@pytest.fixture
def project(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "project")


@pytest.fixture
def made(project: Path) -> Record:
    made = record.load(project / ".venv/recorded")
    assert made is not None
    return made


def _names(tests: list[record.RecordedTest]) -> set[str]:
    return {test.name.partition("::")[2].partition("[")[0] for test in tests}


def _line(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_a_line_is_run_by_the_tests_that_ran_it(made: Record) -> None:
    assert _names(made.of_lines("deskq/sums.py", [_line(MODULE, "return number")])) == {"test_twice", "test_failing"}


def test_a_shared_fixture_counts_for_every_test_that_uses_it(made: Record) -> None:
    line = _line(MODULE, 'return "opened"')

    assert _names(made.of_lines("deskq/sums.py", [line])) == {"test_opened", "test_opened_again"}


def test_each_parameter_of_a_test_is_recorded(made: Record) -> None:
    found = made.of_lines("deskq/sums.py", [_line(MODULE, "return None")])

    assert [test.name for test in found] == ["tests/sums/test_sums.py::test_twice[200]"]


def test_a_line_that_runs_at_the_import_alone_belongs_to_no_test(made: Record) -> None:
    assert made.of_lines("deskq/sums.py", [1]) == []
    assert made.at_import("deskq/sums.py", [1])
    assert not made.at_import("deskq/sums.py", [_line(MODULE, "return number")])
    assert _names(made.of_file("deskq/sums.py")) == {"test_twice", "test_failing", "test_opened", "test_opened_again"}


def test_a_line_of_a_template_is_run_by_the_tests_that_drew_it(made: Record) -> None:
    assert _names(made.of_lines("templates/page.html", [_line(PAGE, "{{ who")])) == {"test_page"}
    assert _names(made.of_lines("templates/page.html", [_line(PAGE, "{% if")])) == {"test_page", "test_empty_page"}
    assert _names(made.of_lines("templates/foot.html", [1])) == {"test_page", "test_empty_page"}


def test_a_test_that_opens_a_module_as_text_belongs_to_it(made: Record) -> None:
    assert _names(made.reading("deskq/sums.py")) == {"test_source"}


def test_a_test_that_fails_without_a_fault_is_known_as_such(made: Record) -> None:
    assert _names([test for test in made.tests.values() if not test.passed]) == {"test_failing"}
    assert all(0 < test.seconds < 60 for test in made.tests.values())


def test_a_file_of_which_a_test_was_not_reached_is_run_once_more(made: Record, tmp_path: Path) -> None:
    (parts := tmp_path / "parts").mkdir()
    names = ["tests/a/test_a.py::test_a", "tests/b/test_b.py::test_b", "tests/b/test_b.py::test_c"]
    (parts / "collected.1").write_text(json.dumps(names))
    fields = {"seconds": 1, "work": 1, "fixtures": [], "read": [], "starts": False, "passed": True}
    (parts / "ran.1").write_text("".join(json.dumps((name, fields)) + "\n" for name in names[:2]))

    assert record.add(made, parts) == {"tests/a/test_a.py"}


def test_a_record_is_used_again_and_only_changed_tests_are_run_for_it(
    project: Path, made: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = project / "tests/sums/test_sums.py"
    tests.write_text(TESTS.replace("test_twice", "test_double"))
    (project / "deskq/sums.py").write_text("\n" + MODULE)

    again = recording.up_to_date(project, made.folder, 1, False)

    assert again.made == made.made
    assert "test_double" in _names(again.of_file("deskq/sums.py"))
    assert "test_twice" not in _names(again.of_file("deskq/sums.py"))
    assert "which line: 1 files of tests" in (said := capsys.readouterr().out)
    assert "is older than 1 files: deskq/sums.py" in said


@pytest.mark.soak
def test_make_mutate_counts_what_the_tests_notice(project: Path) -> None:
    wanted = (
        "--code 99 --templates 99 --paths deskq templates --kinds comparison condition escaping always --processes 1"
    )

    done = subprocess.run(
        [sys.executable, "-m", "tests.mutate", *wanted.split()],
        cwd=project, env=os.environ, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip

    assert "code: 1 of 2 noticed, 50 % (goal: 92 %)" in done.stdout
    assert "NOT NOTICED deskq/sums.py:5 comparison: number > 100 => (number >= 100)" in done.stdout
    assert "by tests/sums/test_sums.py::test_empty_page" in done.stdout
