"""Jobs that act because time has passed: each does its work."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.message_pauses import service
from deskq.messages.models import Message
from deskq.ops import retention_job
from deskq.queue.service import calls, counters, serve
from deskq.queue.ticket_queries import by_code
from deskq.reports.period.models import DayFigures
from deskq.staff.models import UnknownLogin
from tests.appointments.conftest import book, now_of, opened, terms, times

__all__ = ["book", "now_of", "opened", "terms", "times"]


def test_queue_returns_who_was_on_hold_long_enough(run, issue, at, office, later):
    counters.open_counter(at(2))
    ticket = issue()
    calls.call_next(at(2))
    serve.start(at(2))
    serve.hold(at(2))
    later(minutes=20)

    run("queue")

    assert by_code(db.session(), office, ticket.day, ticket.code).state == "waiting"


def test_queue_ends_the_business_day(run, issue, office, later):
    ticket = issue()
    later(hours=18)

    run("queue")

    assert by_code(db.session(), office, ticket.day, ticket.code).state == "expired"


def test_messages_tells_the_head_of_a_unit_about_a_late_one(run, file):
    made = file(category="flooding")
    clock.fix(made.due_at)

    run("messages")

    assert db.session().get(Message, made.id).escalation == 1


def test_message_pauses_resumes_the_clock_of_a_message_whose_citizen_is_silent(run, file, action):
    made = file()
    service.ask_back(action("operator", made), "کدام پلاک؟", clock.now() + timedelta(hours=8))
    clock.fix(clock.now() + timedelta(hours=9))

    run("message_pauses")

    assert db.session().get(Message, made.id).waits_for is None


def test_appointments_records_who_did_not_come(run, opened, book, now_of):
    made = book(clock.now().replace(hour=9, minute=0))
    clock.fix(made.starts_at + timedelta(hours=2))

    run("appointments")

    assert now_of(made).state == "missed"


def test_reports_keeps_the_figures_of_a_day_that_is_over(run, issue, office, later):
    ticket = issue()
    later(hours=19)

    run("queue")
    run("reports")

    kept = db.session().get(DayFigures, (office, "all", ticket.day, 0))
    assert (kept.arrivals, kept.abandoned) == (1, 1)


@pytest.mark.parametrize(("seconds", "left"), [(3599, 1), (3600, 0)])
def test_retention_looks_once_an_hour_and_removes_what_is_older_than_its_period(run, monkeypatch, seconds, left):
    monkeypatch.setattr(retention_job, "monotonic", lambda: 10_000.0)
    run("ops.retention")
    db.session().add(UnknownLogin(name="0" * 64, failures=1, tried_at=clock.now() - timedelta(days=400)))
    db.session().commit()
    monkeypatch.setattr(retention_job, "monotonic", lambda: 10_000.0 + seconds)

    run("ops.retention")

    assert db.session().query(UnknownLogin).count() == left
