"""The disk refuses after the commit: the person is told to look, and no screen shows what may be lost."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from deskq.core import transactions
from deskq.core.db import group_commit
from deskq.core.errors import CommitUnconfirmed
from deskq.core.extensions import db
from deskq.live import failed_offices
from deskq.live.follower import Follower
from deskq.live.known_on_disk import KnownOnDisk
from deskq.queue.models import Ticket
from tests.tools.browsers import browser

__all__ = ["browser"]


@pytest.fixture
def full_disk(monkeypatch):
    """From now on the disk refuses; ``full_disk()`` ends that."""

    def refuse(log: int) -> None:
        raise OSError("no space")

    monkeypatch.setattr(group_commit, "_flushes", {})  # they remember that a disk has refused
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", refuse)
        yield patch.undo


@pytest.fixture
def woken(monkeypatch):
    """(office, sequence on the disk) of each time that followers were woken."""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(transactions, "_wakers", [lambda office_id, on_disk, rows: told.append((office_id, on_disk))])
    return told


def test_the_error_says_that_the_action_may_have_been_done(issue, full_disk, woken, office, caplog):
    with pytest.raises(CommitUnconfirmed):
        issue()

    db.session.remove()
    assert db.session.query(Ticket).count() == 1
    assert woken == [(office, 0)]
    assert "the disk refused" in caplog.text


@pytest.fixture
def follower(app) -> Follower:
    return Follower(app)


@pytest.fixture
def told(follower, monkeypatch) -> list[str]:
    """The rows that the follower has sent."""
    rows_sent = []
    monkeypatch.setattr(follower, "_send", lambda office, rows: rows_sent.extend(rows))
    return rows_sent


def stored_without_log(folder) -> int:
    """Tickets in the database file, as if its write-ahead log had been lost."""
    copy = folder / "copy.sqlite"
    shutil.copy(db.engine.url.database, copy)
    with closing(sqlite3.connect(copy)) as connection:
        return connection.execute("SELECT count(*) FROM ticket").fetchone()[0]


def test_what_the_disk_refused_is_written_once_more_before_anything_is_confirmed(issue, full_disk, tmp_path):
    """The system may take for written what it could not write, and confirm the next flush."""
    with pytest.raises(CommitUnconfirmed):
        issue()
    full_disk()
    db.session.remove()

    issue()

    db.session.remove()
    assert stored_without_log(tmp_path) == 2
    issue()
    db.session.remove()
    assert stored_without_log(tmp_path) == 2, "the log is in use again"


def test_nothing_is_confirmed_while_somebody_reads_the_log_that_was_refused(issue, full_disk, monkeypatch):
    monkeypatch.setattr(group_commit.Wal, "READERS", 0.05)
    with pytest.raises(CommitUnconfirmed):
        issue()
    full_disk()
    db.session.remove()
    with closing(sqlite3.connect(db.engine.url.database)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM ticket").fetchone()
        with pytest.raises(CommitUnconfirmed):
            issue()

    issue()


def test_no_empty_database_is_made_in_the_place_of_one_that_was_moved_away_after_a_refusal(full_disk, tmp_path):
    file = tmp_path / "moved.sqlite"
    log = group_commit.Wal(str(file))
    log._is_doubtful = True
    full_disk()

    with pytest.raises(OSError, match="could not be moved"):
        log.flush()

    assert not file.exists()


def test_the_error_page_never_says_that_nothing_was_changed(browser, full_disk):
    answer = browser().post("/sign-in?lang=en", data={"name": "nobody", "password": "wrong"})

    assert answer.status_code == 500
    assert "This may have worked" in answer.text
    assert "Nothing was changed" not in answer.text


def test_what_a_press_of_this_process_waited_for_is_not_waited_for_again(
    issue, app, office, follower, told, monkeypatch
):
    flushed, real = [], os.fdatasync
    monkeypatch.setattr(transactions, "_wakers", [])
    follower.begin()
    monkeypatch.setattr(os, "fdatasync", lambda log: flushed.append(log) or real(log))

    issue()
    assert len(flushed) == 1
    follower.step()

    assert (len(told), len(flushed)) == (1, 1)
    follower.on_disk = KnownOnDisk(app.config["SQLALCHEMY_DATABASE_URI"])  # as when another process has committed
    follower.on_disk.wait(office, told[-1].sequence)
    assert len(flushed) == 2


def test_events_not_yet_on_disk_are_not_broadcast(issue, app, follower, told, monkeypatch):
    monkeypatch.setattr(failed_offices, "AGAIN", 0.0)
    follower.step()
    flushing, go_on, real = threading.Event(), threading.Event(), os.fdatasync

    def slow(log: int) -> None:
        flushing.set()
        go_on.wait(10)
        real(log)

    monkeypatch.setattr(os, "fdatasync", slow)

    def inside() -> None:
        with app.app_context():
            issue()
            db.session.remove()

    press = threading.Thread(target=inside)
    press.start()
    flushing.wait(10)
    look = threading.Thread(target=follower.step)
    look.start()

    look.join(0.3)
    early = list(told)
    go_on.set()
    look.join(10)
    press.join(10)

    assert early == []
    assert [row.kind for row in told] == ["ticket.issued"]


def test_a_follower_broadcasts_after_a_full_disk_works_again(issue, follower, told, full_disk, monkeypatch):
    monkeypatch.setattr(failed_offices, "AGAIN", 0.0)
    follower.step()
    with pytest.raises(CommitUnconfirmed):
        issue()
    with pytest.raises(OSError, match="no space"):
        follower.step()

    full_disk()
    follower.step()

    assert [row.kind for row in told] == ["ticket.issued"]
