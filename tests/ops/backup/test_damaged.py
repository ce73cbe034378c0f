"""A damaged database is never backed up as if it were whole, and every command says in a sentence what to do."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskq.core.extensions import db
from tests.ops.backup.conftest import run

PAGE = 4096


def checkpointed(path: Path) -> bytes:
    """Everything is in the main file."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def page_in_the_middle(path: Path, table: str = "journal") -> None:
    content = bytearray(checkpointed(path))
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    content[(page - 1) * PAGE : page * PAGE] = os.urandom(PAGE)
    path.write_bytes(content)


def page_of_people(path: Path) -> None:
    page_in_the_middle(path, "person")


def half_of_the_file(path: Path) -> None:
    content = checkpointed(path)
    path.write_bytes(content[: len(content) // 2 + 100])


def no_database(path: Path) -> None:
    checkpointed(path)
    path.write_text("this is a letter, not a database\n" * 1000)


DAMAGES = (page_in_the_middle, half_of_the_file, no_database)


@pytest.fixture
def left(app, office) -> Path:
    """The file, to which nobody is connected."""
    db.session.remove()
    db.engine.dispose()
    return Path(db.engine.url.database)


@pytest.fixture(params=DAMAGES, ids=lambda damage: damage.__name__)
def damaged(left, request) -> Path:
    request.param(left)
    for ending in ("-wal", "-shm"):
        Path(f"{left}{ending}").unlink(missing_ok=True)
    return left


def test_a_backup_of_a_damaged_file_is_refused_and_an_earlier_one_of_the_name_stays(app, damaged, tmp_path):
    target = tmp_path / "copies" / "office.tar"
    target.parent.mkdir()
    target.write_bytes(b"the backup of yesterday")

    answer = run(app, "backup", target)

    assert answer.exit_code == 1
    for sentence in ("The database is damaged", "restore the last backup", "No backup was written"):
        assert sentence in answer.output
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == b"the backup of yesterday"


def test_verify_journal_says_it_in_a_sentence(app, damaged):
    answer = run(app, "verify-journal")

    assert (answer.exit_code, type(answer.exception)) == (1, SystemExit)
    assert "The database is damaged" in answer.output


@pytest.mark.parametrize("damaged", [*DAMAGES, page_of_people], indirect=True)
def test_the_doctor_shows_no_trace(app, damaged, caplog):
    answer = run(app, "doctor")

    assert answer.exit_code
    assert "Traceback" not in answer.output + caplog.text


@pytest.mark.parametrize("damaged", [half_of_the_file, no_database], indirect=True)
@pytest.mark.parametrize("command", ["db upgrade", "db current", "close-day"])
def test_other_commands_say_what_to_do(app, damaged, command):
    answer = run(app, *command.split())

    assert (answer.exit_code, type(answer.exception)) == (1, SystemExit)
    assert "The database is damaged. Stop the server and restore the last backup." in answer.output


def test_a_backup_without_a_database_makes_none(app, left, tmp_path):
    left.unlink()

    answer = run(app, "backup", tmp_path / "office.tar")

    assert answer.exit_code == 1
    assert not (tmp_path / "office.tar").exists()
    assert not left.exists()


def test_an_empty_file_is_not_backed_up(app, left, tmp_path):
    left.write_bytes(b"")

    answer = run(app, "backup", tmp_path / "office.tar")

    assert (answer.exit_code, "no tables of deskq" in answer.output) == (1, True)
    assert not (tmp_path / "office.tar").exists()
