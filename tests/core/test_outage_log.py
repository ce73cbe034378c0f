"""One line when something stops working and one when it works again, however often it is met meanwhile."""

import logging
import sqlite3
import threading

import pytest
from sqlalchemy import event

from deskq.core import outage_log, outages
from deskq.core.extensions import db, socketio
from deskq.core.outages import Outage
from deskq.core.wakeup import Bus
from deskq.jobs import runner, status
from deskq.jobs.status import JobStatus
from deskq.jobs.table import Job
from tests.core.test_shared_outages import nothing_known
from tests.live.processes import NOBODY
from tests.tools.browsers import browser

__all__ = ["browser", "nothing_known"]


@pytest.fixture
def time(monkeypatch):
    """``time(5)``: so many seconds pass."""
    now = [1000.0]
    monkeypatch.setattr(outage_log, "monotonic", lambda: now[0])

    def pass_on(seconds: float) -> None:
        now[0] += seconds

    return pass_on


@pytest.fixture
def lines(caplog):
    """``lines()``: what was logged since, without debugging."""
    caplog.set_level(logging.INFO)
    return lambda: [record.getMessage() for record in caplog.records]


def test_the_first_failure_and_the_end_are_logged(lines, time):
    for _ in range(11_000):
        outage_log.failed("the database", "does not respond: it is locked")
        time(0.01)
    outage_log.works("the database", settled_seconds=0)
    outage_log.works("the database")

    assert lines() == [
        "the database does not respond: it is locked (not logged again until it works)",
        "the database works again; failures: 11000 within 110 s",
    ]


def test_what_comes_and_goes_is_one_outage(lines, time):
    for _ in range(10):
        outage_log.failed("Redis", "does not respond")
        time(3)
        outage_log.works("Redis")
    assert len(lines()) == 1

    time(outage_log.SETTLED_SECONDS)
    outage_log.works("Redis")

    assert len(lines()) == 2


def test_another_kind_of_the_same_outage_is_logged_once(lines):
    for _ in range(5):
        outages.report("disk", Outage("disk-low", "low", {"free": 400}))
        outages.report("disk", Outage("disk-almost-full", "least", {"free": 40}))

    assert [line.partition(" (")[0] for line in lines()] == [
        "disk has a problem: disk-low {'free': 400}",
        "disk has a problem: disk-almost-full {'free': 40}",
    ]


@pytest.fixture
def database_gone(app):
    """Every query fails, as when PostgreSQL is stopped; ``database_gone()`` ends that."""

    def refuse(connection, cursor, statement, *rest) -> None:
        raise sqlite3.OperationalError("server closed the connection unexpectedly")

    event.listen(db.engine, "before_cursor_execute", refuse)

    def end() -> None:
        if event.contains(db.engine, "before_cursor_execute", refuse):
            event.remove(db.engine, "before_cursor_execute", refuse)

    yield end
    end()


def test_an_outage_of_the_database_is_one_line_for_pages_jobs_and_readiness(app, browser, database_gone, lines, time):
    visitor, states = browser(), [JobStatus(job, 0.0) for job in app.extensions["deskq_jobs"].jobs.values()]
    assert visitor.get("/readyz").status_code == 503
    for _ in range(3):
        assert visitor.get("/track/427155418261").status_code == 503
        visitor.get("/readyz")
        for state in states:
            runner.run(app, state)
    during = lines()
    database_gone()
    db.session.rollback()

    time(outage_log.SETTLED_SECONDS)
    assert visitor.get("/readyz").status_code == 200

    assert len(during) == 1, during
    assert during[0].startswith("database has a problem: unreachable ")
    assert [line.partition(";")[0] for line in lines()[1:]] == ["database works again"]


def test_a_job_that_fails_is_logged_with_its_trace_once_and_its_end(app, caplog, lines):
    def stumble() -> None:
        raise LookupError("out of paper")

    state = JobStatus(Job("test", "Send SMS", 1.0, stumble), status.monotonic())
    for _ in range(5):
        runner.run(app, state)
    state.job = Job("test", "Send SMS", 1.0, lambda: None)
    runner.run(app, state)

    assert len(lines()) == 2
    assert caplog.text.count("Traceback") == 1
    assert "failures: 5" in lines()[1]


def test_a_redis_that_is_away_is_one_line(lines):
    bus = Bus(NOBODY, lambda payload: False)
    failed = threading.Event()
    threads = []

    def start(work) -> None:
        threads.append(threading.Thread(target=work))
        threads[-1].start()

    bus.start(start)
    for _ in range(20):
        bus.wake()
        bus.answers()
        failed.wait(0.01)
    bus.stop()
    for one in threads:
        one.join(10)

    assert not any(one.is_alive() for one in threads)
    assert len(lines()) == 1
    assert "Redis does not respond (ConnectionError)" in lines()[0]


def test_sockets_that_ask_during_an_outage_write_no_line_each(app, browser, database_gone, lines):
    for _ in range(5):
        socket = socketio.test_client(app, flask_test_client=browser())
        socket.emit("watch", {"screen": "ticket", "token": "of-a-ticket", "lang": "fa"}, callback=True)

    assert len(lines()) == 1
