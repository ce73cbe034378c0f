"""Who waits to write holds no connection, and no number of readers keeps the writer waiting for one."""

import threading
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import text

from deskq import create_app
from deskq.core import outages
from deskq.core.db import faults, writing
from deskq.core.db.journal import position
from deskq.core.errors import Busy
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.events import OfficeChanged
from deskq.web import images, uploads
from tests.conftest import settings
from tests.core.journal.conftest import postgres_office
from tests.tools.shared_app import close
from tests.tools.steps import should_be
from tests.web.images.conftest import moving

__all__ = ["postgres_office"]
PATIENCE = 10
SMALL_POOL = {"pool_size": 2, "max_overflow": 0, "pool_timeout": 2}


@pytest.fixture
def small(make_app):
    """An application whose readers have two connections."""
    return make_app(SQLALCHEMY_ENGINE_OPTIONS=SMALL_POOL)


class Press(threading.Thread):
    """Reads, as each page does before its button acts, and then writes."""

    def __init__(self, app, office):
        super().__init__()
        self.app, self.office = app, office
        self.read, self.error = threading.Event(), None

    def run(self):
        try:
            with self.app.app_context():
                position(db.session(), self.office)
                self.read.set()
                with transaction(self.office, "test") as tx:
                    tx.record(OfficeChanged("office", self.office))
        except Exception as error:
            self.error = error


def begin(threads):
    for thread in threads:
        thread.start()
    return threads


def press_all(app, office, count):
    return begin([Press(app, office) for _ in range(count)])


def end(presses):
    for press in presses:
        press.join(PATIENCE)
    assert [press.error for press in presses] == [None] * len(presses)


def test_presses_that_wait_for_the_lock_leave_the_connections_to_readers(small, office):
    with writing.write_lock:
        waiting = press_all(small, office, 4)
        while len(writing.write_lock._waiting) < 4:
            assert all(press.error is None for press in waiting)
            waiting[0].join(0.001)
        with small.app_context():
            assert position(db.session(), office)[0] > 0

    end(waiting)


def test_readers_who_hold_every_connection_do_not_keep_a_writer_waiting(small, office):
    with ExitStack() as readers, small.app_context():
        for _ in range(2):
            readers.enter_context(db.engine.connect()).execute(text("SELECT 1 FROM office"))
        began = monotonic()

        with transaction(office, "test") as tx:
            tx.record(OfficeChanged("office", office))

        should_be(monotonic() - began, SMALL_POOL["pool_timeout"] / 2)


def test_the_connection_of_the_writer_is_kept_for_the_next(small, office):
    used = set()

    with small.app_context():
        for _ in range(3):
            with transaction(office, "test") as tx:
                used.add(id(tx.connection.connection.dbapi_connection))

    assert len(used) == 1


def test_a_connection_keeps_at_most_two_megabytes_of_the_file(app, office):
    with app.app_context(), db.engine.connect() as reader, transaction(office, "test") as tx:
        kept = [connection.exec_driver_sql("PRAGMA cache_size").scalar() for connection in (reader, tx.connection)]

    assert kept == [-2000, -2000], "the one that writes had eight after ten days, and never gave them back"


def test_who_waits_too_long_is_refused_and_nothing_was_changed(app, office, monkeypatch):
    before = position(db.session(), office)
    monkeypatch.setattr(faults, "PATIENCE", 0.05)

    with writing.write_lock, pytest.raises(Busy), transaction(office, "test"):
        pass

    assert position(db.session(), office) == before


def test_who_waits_for_a_clip_of_speech_leaves_the_connections_to_others(make_app):
    app = make_app(SQLALCHEMY_ENGINE_OPTIONS=SMALL_POOL | {"pool_timeout": 1.5}, DEMO=True)
    browsers = [app.test_client() for _ in range(4)]
    for browser in browsers:
        browser.get("/lobby")
    statuses = []

    def ask(browser):
        statuses.append(browser.get(f"/voice/{'0' * 32}.opus").status_code)

    threads = begin([threading.Thread(target=ask, args=(browser,)) for browser in browsers])
    for thread in threads:
        thread.join(PATIENCE)

    assert statuses == [404] * 4


def test_who_waits_until_the_pictures_of_others_are_decoded_leaves_the_connections_to_others(small, office):
    read, refused = threading.Semaphore(0), []

    def upload():
        with small.app_context():
            position(db.session(), office)
            read.release()
            try:
                images.keep(BytesIO(moving("WEBP")), Path(), uploads.PHOTO, "somebody")
            except images.MovingPicture as refusal:
                refused.append(refusal)

    threads = [threading.Thread(target=upload) for _ in range(4)]
    with images._queue.turn("another", PATIENCE):
        for _ in begin(threads):
            assert read.acquire(timeout=PATIENCE)
        with small.app_context():
            assert position(db.session(), office)[0] > 0
    for thread in threads:
        thread.join(PATIENCE)

    assert len(refused) == 4


@pytest.mark.postgres
def test_presses_that_wait_for_an_office_in_postgresql_leave_the_connections_to_readers(postgres_office):
    url = db.engine.url.render_as_string(hide_password=False)
    small = create_app(settings(url, SQLALCHEMY_ENGINE_OPTIONS=SMALL_POOL))
    with db.engine.connect() as other:
        other.execute(text("SELECT 1 FROM journal_head FOR UPDATE"))
        waiting = press_all(small, postgres_office, 6)
        for press in waiting:
            assert press.read.wait(PATIENCE)

        with small.app_context():
            assert position(db.session(), postgres_office)[0] > 0
        assert all(press.is_alive() for press in waiting)
        other.rollback()

    end(waiting)
    close(small)


@pytest.mark.postgres
def test_an_office_that_another_program_locks_in_postgresql_is_refused_in_a_sentence(postgres_office, monkeypatch):
    monkeypatch.setattr(faults, "PATIENCE", 0.05)
    db.session.remove()
    db.engine.dispose()  # the next connections wait that long

    with db.engine.connect() as other:
        other.execute(text("SELECT 1 FROM journal_head FOR UPDATE"))
        with pytest.raises(Busy), transaction(postgres_office, "test"):
            pass
        assert outages.states()["database"] == "locked"

    with transaction(postgres_office, "test"):
        pass
    assert outages.states()["database"] is None
