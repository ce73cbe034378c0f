"""Intervals of visits, and the figures made of them: waits, first waits, service by counter."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deskq.core.extensions import db
from deskq.queue import jobs
from deskq.queue.models import VisitInterval
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.service import calls, cancel, serve
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.reports import queries as reports
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue.test_long_queue import anywhere

__all__ = ["anywhere"]
MINUTE = 60_000_000


@pytest.fixture
def parts(office):
    """``parts(ticket)``: [(state, number of minutes)] of its ended intervals."""

    def read(ticket):
        rows = db.session().scalars(
            select(VisitInterval).where(VisitInterval.ticket_id == ticket.id).order_by(VisitInterval.sequence)
        )
        return [(row.state, (row.ended_at - row.began_at) / timedelta(minutes=1)) for row in rows]

    return read


@pytest.fixture
def waits(now_of):
    """``waits(ticket)``: (minutes of all its waiting, minutes until its first call)."""

    def read(ticket):
        found = now_of(ticket)
        return found.waited / MINUTE, None if found.first_wait is None else found.first_wait / MINUTE

    return read


def test_service_before_a_transfer_is_no_waiting(issue, desk, later, waits, office):
    first, second = desk(2), desk(4)
    ticket = issue()
    later(minutes=5)
    calls.call_next(first)
    serve.start(first)
    later(minutes=20)
    transfer(first, counter_number=4)
    later(minutes=3)
    calls.call_next(second)

    assert waits(ticket) == (8, 5)
    today = reports.hall(db.session(), office, timedelta(hours=1)).today
    assert (today.median_wait, today.most_wait) == (8 * 60, 8 * 60)
    assert counter_panel(db.session(), second.office_id, second.counter_id).present.waited == 8 * 60


def test_a_missed_visitor_called_an_hour_later_has_not_waited_that_hour(issue, desk, later, waits, parts, at):
    action = desk(2)
    ticket = issue()
    later(minutes=4)
    calls.call_next(action)
    later(minutes=2)
    serve.mark_absent(action)
    later(minutes=60)
    calls.call_next(action, ticket.id)

    assert waits(ticket) == (4, 4)
    assert parts(ticket) == [("waiting", 4), ("called", 2), ("absent", 60)]


def test_the_counter_that_transferred_keeps_the_visit_and_its_service_time(issue, desk, later):
    first, second = desk(2), desk(4)
    ticket = issue()
    calls.call_next(first)
    serve.start(first)
    later(minutes=10)
    serve.hold(first)
    later(minutes=5)
    serve.resume(first, ticket.id)
    later(minutes=2)
    transfer(first, counter_number=4)
    calls.call_next(second)
    serve.start(second)
    later(minutes=1)
    serve.finish(second)

    days = [counter_panel(db.session(), action.office_id, action.counter_id).today for action in (first, second)]
    assert [(day.served, day.median_service) for day in days] == [(1, 12 * 60), (1, 60)]


def test_an_undone_call_leaves_the_visitor_waiting_all_along(issue, desk, later, waits, parts):
    action = desk(2)
    ticket = issue()
    later(minutes=4)
    calls.call_next(action)
    later(seconds=10)
    undo(action)

    assert waits(ticket) == (0, None)
    assert parts(ticket) == []

    later(seconds=50)
    calls.call_next(action)

    assert waits(ticket) == (5, 5)


def test_who_left_and_came_back_waited_on(issue, desk, later, waits, office):
    action = desk(2)
    ticket = issue()
    later(minutes=1)
    cancel.cancel(office, ticket.id)
    later(seconds=20)
    cancel.rejoin(office, ticket.id)
    later(seconds=40)
    calls.call_next(action)

    assert waits(ticket) == (2, 2)


def test_a_night_is_no_waiting(issue, desk, later, waits, parts):
    ticket = issue()
    later(hours=20)
    jobs.run_once()

    assert waits(ticket) == (0, None)
    assert parts(ticket) == [("waiting", 20 * 60)]


def test_the_longest_wait_counts_waiting_alone(issue, desk, later, office):
    action, other = desk(2), desk(4)
    issue()
    later(minutes=5)
    calls.call_next(action)
    serve.start(action)
    later(minutes=40)
    transfer(action, counter_number=4)
    later(minutes=2)

    (row,) = reports.hall(db.session(), office, timedelta(hours=1)).waiting
    assert row.longest == 7 * 60
    (row,) = [row for row in counter_panel(db.session(), other.office_id, other.counter_id).next_up]
    assert row.waited == 7 * 60
