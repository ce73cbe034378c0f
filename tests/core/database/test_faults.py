"""A SQLite file that is locked, read-only or damaged: what people are told, what goes on, and how it ends."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deskq.core import outages, secrets
from deskq.core.db import checkpoint, faults
from deskq.core.db.journal import position
from deskq.core.errors import Busy, Damaged, ReadOnly
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.core.database.sqlite_lock import locked

PATIENCE = 10
NOBODY = 65534


@pytest.fixture
def database_url(own_database_url):
    return own_database_url


@pytest.fixture
def file(app) -> Path:
    return Path(db.engine.url.database)


@pytest.fixture
def short(monkeypatch):
    """Nobody waits long; screens are told at once."""
    monkeypatch.setattr(faults, "PATIENCE", 0.2)
    monkeypatch.setattr(faults, "TOLD_AFTER", 0.0)
    db.session.remove()
    db.engine.dispose()


def press(office):
    return issue(office, "kiosk", NewTicket("info_desk", secrets.new()))


def test_a_locked_database_is_read_and_the_action_waits_until_it_is_free(app, office, file):
    made = []

    def wait():
        with app.app_context():
            made.append(press(office).id)

    with locked(file) as other:
        waiting = threading.Thread(target=wait)
        waiting.start()
        version = position(db.session(), office)[0]
        assert made == []
        other.free()
        waiting.join(PATIENCE)

    db.session.remove()
    assert len(made) == 1
    assert position(db.session(), office)[0] > version


def test_a_lock_that_lasts_is_refused_reported_and_over_with_the_next_action(app, office, file, short):
    with locked(file), pytest.raises(Busy):
        press(office)
    assert outages.states()["database"] == "locked"

    press(office)

    assert outages.states()["database"] is None


def test_pages_say_that_saving_takes_long_and_can_be_asked_again(app, file, short, client, sign_in):
    sign_in("karimi")
    with locked(file):
        answer = client.post("/counters/1/opening", headers={"X-Fragment": "1"})
        page = client.get("/counters/1")

    assert (answer.status_code, answer.json["type"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "1"
    assert "چیزی تغییر نکرد" in answer.json["detail"]
    assert page.status_code == 200


def test_readiness_names_the_lock_and_recovers(app, file, short, client):
    with locked(file):
        assert readiness(client) == (503, "locked")

    assert readiness(client) == (200, None)


def readiness(client) -> tuple[int, str | None]:
    ready = client.get("/readyz")
    return ready.status_code, ready.json["ways_out"]["database"]


def test_no_empty_database_is_made_in_the_place_of_one_that_was_moved_away(app, office, file, client):
    db.session.remove()
    db.engine.pool.dispose()
    file.rename(file.with_suffix(".moved"))

    assert readiness(client) == (503, "missing")
    assert not file.exists()


def test_no_empty_database_is_made_when_the_log_of_one_that_was_moved_away_is_to_be_moved_into_it(tmp_path):
    with pytest.raises(sqlite3.OperationalError):
        checkpoint._move(str(tmp_path / "gone.sqlite"))

    assert not list(tmp_path.iterdir())


@pytest.fixture
def read_only(app, office, file) -> Iterator[None]:
    """Its owner, who is not the superuser, may no longer write the file."""
    db.session.remove()
    db.engine.dispose()
    if os.geteuid() == 0:
        os.chown(file.parent, NOBODY, NOBODY)
        os.chown(file, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    file.chmod(0o400)
    yield
    if os.getuid() == 0:
        os.seteuid(0)
    file.chmod(0o600)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where another user than the superuser may go."""
    with TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


class TestReadOnly:
    @pytest.fixture
    def database_url(self, folder, seeded_file):
        return f"sqlite:///{shutil.copy(seeded_file, folder / 'deskq.sqlite')}"

    def test_is_told_to_who_presses_while_reading_goes_on(self, client, office, read_only):
        with pytest.raises(ReadOnly):
            press(office)

        assert position(db.session(), office)[0] > 0
        assert readiness(client) == (503, "read-only")

    def test_is_named_on_pages_and_on_the_panel(self, client, sign_in, file, request):
        sign_in("supervisor")
        request.getfixturevalue("read_only")

        answer = client.post("/sign-out", headers={"X-Fragment": "1"})
        panel = client.get("/manage")

        assert (answer.status_code, answer.json["type"]) == (503, "read-only")
        assert "اکنون چیزی ثبت نمی‌شود" in answer.json["detail"]
        assert "پایگاه داده فقط‌خواندنی است" in panel.text

    def test_is_over_when_the_file_may_be_written_again(self, client, office, file, read_only):
        assert client.get("/readyz").status_code == 503
        db.session.remove()
        db.engine.dispose()
        for each in file.parent.iterdir():
            each.chmod(0o600)

        assert client.get("/readyz").status_code == 200


def spoil(file: Path, table: str) -> None:
    """Overwrite the first page of a table or an index, as a failing disk would."""
    db.session.remove()
    db.engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (number,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as content:
        content.seek((number - 1) * size)
        content.write(b"\xff" * size)


def test_a_damaged_page_is_told_and_named_where_the_administrator_looks(app, office, file, client):
    press(office)
    spoil(file, "ticket")

    with pytest.raises(Damaged):
        press(office)

    assert readiness(client) == (503, "damaged")


@pytest.mark.parametrize("table", ["journal", "ticket", "ix_ticket_board"])
def test_verify_journal_finds_a_damaged_page_and_says_so(app, office, file, table):
    press(office)
    spoil(file, table)

    answer = app.test_cli_runner().invoke(args=["verify-journal"])

    assert answer.exit_code == 1
    assert "The database is damaged" in answer.output


def test_a_command_says_in_a_sentence_that_the_database_is_locked(app, office, file, short):
    with locked(file):
        answer = app.test_cli_runner().invoke(args=["create-token", "--role", "kiosk"])

    assert isinstance(answer.exception, SystemExit)
    assert "nothing was changed" in answer.output
