"""``flask import-applications``: the same import from a terminal, quiet without one."""

import pytest

from deskq.application_exchange import queries, staging
from deskq.application_exchange.cli import import_applications
from deskq.application_exchange.service import carry_out
from deskq.core.errors import Busy
from deskq.core.extensions import db
from tests.application_exchange.test_import import STAGES, TWO, content_of_office


@pytest.fixture
def run(app, tmp_path):
    def command(content: str, *options: str):
        file = tmp_path / "جدول.csv"
        file.write_text(content)
        return app.test_cli_runner().invoke(import_applications, [str(file), *options])

    return command


def test_the_command_imports_reports_and_leaves_no_file(run, office):
    before, files = content_of_office(), set(staging.folder().iterdir())

    tried = run(TWO, "--dry-run")
    assert content_of_office() == before
    done = run(TWO)
    again = run(STAGES, "--rows", "stages")

    assert tried.output == "2 rows: 2 would be made, 0 would be changed, 0 as they were, 0 rows refused.\n"
    assert done.output == "2 rows: 2 made, 0 changed, 0 as they were, 0 rows refused.\n"
    assert again.output == "3 rows: 0 made, 2 changed, 0 as they were, 0 rows refused.\n"
    assert set(staging.folder().iterdir()) == files


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--rows", "stages"), "These fields come from no column and no --all: stage, at."),
        (("--make-sheet", "roads"), "There is no unit “roads”. There are: "),
        (("--column", "name=Owner"), "The table has no column “Owner”. It has: key, service, opened_at."),
        (("--column", "colour=key"), "“colour=key” is not FIELD=…; the fields are: applicant_kind, deed"),
    ],
)
def test_what_is_missing_is_said(run, office, options, said):
    found = run("key,service,opened_at\n1,building_permit,1405/01/01\n", *options)

    assert found.exit_code == 1
    assert said in found.output


def test_refused_rows_are_listed(run, office):
    found = run("key,service,opened_at\n1,building_permit,yesterday\n")

    assert "1 rows: 0 made, 0 changed, 0 as they were, 1 rows refused." in found.output
    assert "row 2, opened_at: This is no date that can be read without doubt." in found.output


def test_an_interrupted_command_leaves_no_import_behind(run, office, monkeypatch):
    files = set(staging.folder().iterdir())

    def interrupted(*arguments):
        raise Busy

    monkeypatch.setattr(carry_out, "piece", interrupted)
    found = run(TWO)

    assert "nothing was changed" in found.output
    assert queries.imports(db.session(), office) == []
    assert set(staging.folder().iterdir()) == files
