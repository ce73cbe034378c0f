"""Which tests a change chooses."""

from dataclasses import replace

import pytest

from tests.affected.choose import own_folders
from tests.affected.conftest import FILES, PAGE, RULES
from tests.recorded import checkout
from tests.recorded.recorder import FIXTURE

PATH, TEMPLATE = "deskq/loans/rules.py", "templates/loans/loans.html"


def _names(choice) -> list[str]:
    assert not choice.everything
    return [test.name.partition("::test_")[2] for test in choice.tests if not test.starts]


def test_a_changed_function_chooses_the_tests_that_ran_it_those_of_its_feature_first(chosen):
    choice = chosen({PATH: RULES.replace("day > DAYS", "day >= DAYS")})

    assert _names(choice) == ["late", "lines"]
    assert choice.files == set()


def test_another_docstring_or_comment_chooses_nothing(chosen):
    assert _names(chosen({PATH: RULES.replace("Rules of", "All rules of").replace("* 2", "* 2  # twice")})) == []


def test_a_test_that_shares_a_fixture_which_ran_the_function_is_chosen(chosen, record):
    name = "tests/desk/test_lines.py::test_lines"
    record.tests[name] = replace(record.tests[name], fixtures=(f"{FIXTURE}tests/desk::counter",))

    assert _names(chosen({PATH: RULES.replace("day * 2", "day * 3")})) == ["fee", "page", "lines"]


def test_a_changed_constant_chooses_whoever_runs_the_file_or_one_that_imports_it(chosen, record):
    record.tests["tests/desk/test_other.py::test_other"] = record.tests["tests/desk/test_lines.py::test_lines"]

    assert _names(chosen({PATH: RULES.replace("14", "15")})) == ["fee", "late", "page", "lines"]


@pytest.mark.parametrize(
    "after",
    [
        RULES.replace("return {}", "return {1: 2}"),
        RULES + "\n\n@registered\ndef more():\n    return 1\n",
        RULES.replace("\n\ndef fee", "\nclass Loan:\n    def __str__(self):\n        return ''\n\n\ndef fee"),
    ],
    ids=["runs at the import", "is registered", "is a method"],
)
def test_a_function_that_others_may_call_without_a_change_chooses_like_a_constant(chosen, after):
    assert _names(chosen({PATH: after})) == ["fee", "late", "page", "lines"]


def test_a_new_function_is_run_by_nobody_who_has_not_changed_too(chosen):
    assert _names(chosen({PATH: RULES + "\n\ndef more():\n    return 1\n"})) == []


def test_where_a_file_was_changed_before_too_the_lines_are_not_known_and_the_whole_file_counts(chosen, record):
    record.digests[PATH] = "another"

    assert _names(chosen({PATH: RULES.replace("day > DAYS", "day >= DAYS")})) == ["fee", "late", "page", "lines"]


def test_the_record_may_be_newer_than_the_change(chosen, record, project):
    after = RULES.replace("DAYS = 14", "DAYS = 14\nWEEKS = 2").replace("day * 2", "day * 3")
    (project / PATH).write_text(RULES.replace("day > DAYS", "day >= DAYS"))
    record.digests[PATH] = checkout.digest(RULES.encode())

    assert _names(chosen({PATH: RULES})) == ["late", "lines"]
    assert set(_names(chosen({PATH: after}))) == {"fee", "late", "page", "lines"}


def test_a_changed_line_of_a_template_chooses_those_who_drew_it(chosen):
    assert _names(chosen({TEMPLATE: PAGE.replace("<h1>Loans", "<h1>All loans")})) == ["title", "page"]


def test_a_changed_macro_chooses_those_who_called_it(chosen, record):
    record.tests["tests/loans/test_page.py::test_title"] = replace(
        record.tests["tests/loans/test_page.py::test_title"], name="tests/loans/test_page.py::test_none"
    )

    assert _names(chosen({TEMPLATE: PAGE.replace("<td>", "<th>")})) == ["page"]


def test_tests_of_the_feature_that_start_processes_come_last(chosen):
    choice = chosen({PATH: RULES.replace("day > DAYS", "day >= DAYS")})

    assert [test.name for test in choice.tests if test.starts] == ["tests/loans/test_server.py::test_server"]
    assert choice.tests[-1].starts


def test_a_file_that_is_read_chooses_its_readers_and_a_new_one_those_who_list_its_folder(chosen):
    assert _names(chosen({"docs/loans.md": "All loans.\n"})) == ["docs"]
    assert _names(chosen({"docs/desk.md": "Desks.\n"})) == ["docs"]
    assert _names(chosen({"docs/loans.md": None})) == ["docs"]


def test_a_script_runs_the_tests_of_scripts_and_says_that_browsers_are_left_out(chosen):
    choice = chosen({"static/js/loans.js": "export const loans = 2;\n"})

    assert choice.files == {"tests/test_node.py"}
    assert "Tests with a browser are left out" in choice.notes[0]


@pytest.mark.parametrize(
    "path",
    ["tests/conftest.py", "tests/tools/clock.py", "requirements.lock", "pyproject.toml", "deskq/migrations/0001.py"],
)
def test_what_any_test_may_depend_on_chooses_everything(chosen, path):
    assert chosen({path: "changed = 1\n"}).everything.startswith(f"{path} is ")


def test_a_file_that_the_record_does_not_know_chooses_everything(chosen, record):
    del record.digests["docs/loans.md"]

    assert chosen({"docs/loans.md": "x"}).everything == "docs/loans.md is a file that the record does not know"


def test_a_new_or_changed_file_of_tests_is_run_whole_and_one_that_is_gone_is_not(chosen, project):
    both = {"tests/loans/test_more.py": "x = 1\n", "tests/loans/test_rules.py": "x = 1\n"}
    assert chosen(both).files == set(both)
    (project / "tests/loans/test_more.py").unlink()
    gone = chosen({"tests/loans/test_rules.py": None, PATH: RULES.replace("day > DAYS", "day >= DAYS")})

    assert "tests/loans/test_rules.py" not in gone.files
    assert _names(gone) == ["lines"]


def test_a_changed_module_of_tests_runs_the_files_that_use_it(chosen):
    assert chosen({"tests/loans/lent.py": "x = 1\n"}).files == {"tests/loans/test_page.py"}


def test_a_newer_file_of_tests_is_run_where_it_is_near_and_told_where_it_is_not(chosen, record, project):
    for name in ("tests/loans/test_new.py", "tests/desk/test_new.py", "tests/desk/test_user.py"):
        (project / name).write_text("from deskq.loans import rules\n" if "user" in name else "")
    for number in range(40):
        (project / f"tests/desk/test_{number}.py").write_text("")
        record.digests[f"tests/desk/test_{number}.py"] = ""

    choice = chosen({PATH: RULES.replace("day > DAYS", "day >= DAYS")})

    assert choice.files == {"tests/loans/test_new.py", "tests/desk/test_user.py"}
    assert choice.notes == ["The record does not know 1 newer files of tests; they are left out."]


def test_a_record_that_was_stopped_early_chooses_everything(chosen, record):
    for name in ("tests/loans/test_rules.py", "tests/loans/test_page.py"):
        del record.digests[name]

    assert chosen({PATH: FILES[PATH] + "x = 1\n"}).everything.startswith("the record lacks 2 of 6 files of tests")


def test_own_folders_are_those_of_the_feature():
    assert own_folders("deskq/queue/service/calls.py") == ["tests/queue/service/", "tests/queue/"]
    assert own_folders("templates/messages/inbox.html") == ["tests/messages/"]
    assert own_folders("deskq/cli.py") == []
