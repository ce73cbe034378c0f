"""What is wrong with the arguments of a command is a sentence, never a traceback."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from config import ROOT
from deskq.core.extensions import db
from tests.ops.backup.conftest import run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("create-token", "--role", "clerk", "--counter", 10**30), "is not in the range"),
        (("create-token", "--role", "kiosk", "--name", "\udcff"), "text in UTF-8"),
        (("create-token", "--role", "kiosk", "--name", "x" * 81), "at most 80 characters"),
        (("revoke-token", "\udcff"), "text in UTF-8"),
        (("backup", ""), "must be a file"),
        (("restore", "x" * 3000), "name too long"),
        (("evaluate-estimate", ROOT / "static/fonts/vazirmatn-latin.woff2"), "no CSV file in UTF-8"),
        (("evaluate-estimate", "--learn-days", -1, __file__), "is not in the range"),
    ],
)
def test_a_wrong_argument_is_refused_with_a_sentence(app, office, words, said):
    answer = run(app, *words)

    assert isinstance(answer.exception, SystemExit)
    assert said in answer.output


def test_a_token_may_have_a_persian_name_with_joiners(app, office):
    assert run(app, "create-token", "--role", "kiosk", "--name", "کیوسک‌ها").exit_code == 0


def test_a_backup_never_replaces_what_is_not_a_file(app, office, tmp_path):
    """A superuser's backup to /dev/null would have left a file there instead of the device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    answer = run(app, "backup", pipe)

    assert "must be a file" in answer.output
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "words", [("seed",), ("verify-journal",), ("retention", "--dry-run"), ("create-token", "--role", "kiosk")]
)
def test_a_database_without_tables_is_a_sentence_that_says_what_to_run(make_app, tmp_path, words):
    app = make_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'empty.sqlite'}", DEMO=True)

    answer = run(app, *words)

    assert answer.exit_code == 1
    assert "Run `flask --app deskq db upgrade`" in answer.output
    assert "Traceback" not in answer.output


def test_an_error_of_a_database_that_fits_stays_what_it_is(app, office):
    db.session.execute(text("ALTER TABLE api_token RENAME TO another"))
    db.session.commit()

    answer = run(app, "create-token", "--role", "kiosk")

    assert isinstance(answer.exception, OperationalError)


def test_help_as_the_value_of_an_option_is_refused_with_a_sentence():
    command = (sys.executable, "-m", "flask", "--app", "deskq", "create-token", "--role", "kiosk", "--name", "--help")

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "--help cannot be a value here" in done.stderr
    assert "Traceback" not in done.stderr
