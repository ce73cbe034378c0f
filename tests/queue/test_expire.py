"""Close of the business day: no ticket stays in the queue overnight."""

from datetime import date

import pytest

from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue import queries
from deskq.queue.service import calls, counters, day
from tests.queue.states import TOMORROW, bring

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("state", ["waiting", "called", "held", "absent"])
def test_who_was_not_served_expires(state, office, at, issue, now_of):
    bring(state, office, at)
    ticket = issue()

    closed = day.close_day(office, TOMORROW)

    assert closed == 2
    assert now_of(ticket).state == "expired"


def test_a_visit_still_running_ends_as_unrecorded_and_its_counter_is_free(served, office, later, now_of, issue, at):
    moment = later(hours=20)

    day.close_day(office, TOMORROW)

    done = now_of(served)
    assert (done.state, done.outcome, done.finished_at) == ("done", "unrecorded", moment)
    following = issue()
    counters.open_counter(at(2))
    assert calls.call_next(at(2)).id == following.id


def test_a_counter_that_somebody_opened_on_the_new_day_stays_open(office, issue, at, later):
    counters.open_counter(at(1))
    counters.open_counter(at(2))
    issue()
    later(days=1)
    counters.break_counter(at(2), 5)

    day.close_day(office, TOMORROW)

    statuses = {row.number: row.status for row in office_queries.counters(db.session(), office)}
    assert (statuses[1], statuses[2]) == ("closed", "break")


def test_those_of_today_stay(issue, office, unchanged):
    issue()

    with unchanged():
        assert day.close_day(office, TODAY) == 0


@pytest.mark.parametrize("state", ["done", "cancelled", "expired"])
def test_what_has_ended_stays_as_it_is(state, office, at):
    ticket = bring(state, office, at)

    assert day.close_day(office, TOMORROW) == 0

    assert queries.ticket_by_id(db.session(), ticket).state == state
