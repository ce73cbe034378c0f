"""A ticket kept for the next working day comes back first."""

from datetime import datetime, timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput
from deskq.core.extensions import db
from deskq.queue import jobs
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.service import calls, serve
from deskq.queue.service.keep import keep
from deskq.queue.service.undo import undo


def to_the_next_day() -> datetime:
    clock.fix(clock.now() + timedelta(days=1))
    jobs.run_once()
    return clock.now()


def test_it_is_called_first_the_next_day(served, at, desk, issue, now_of):
    code = now_of(served).code
    keep(at(2), "documents")
    assert (now_of(served).state, now_of(served).counter_id) == ("held", None)
    to_the_next_day()
    desk(2)
    other = issue()

    assert (now_of(served).state, now_of(served).code) == ("waiting", code)
    assert other.code != code
    assert calls.call_next(at(2)).id == served.id


def test_the_night_is_no_waiting(served, at, now_of):
    before = now_of(served).waited
    keep(at(2), "time")

    to_the_next_day()

    assert now_of(served).waited == before


def test_the_visitor_reads_when_they_are_first(served, at, now_of):
    keep(at(2), "system")

    view = ticket_view(db.session(), now_of(served))

    assert view.called_from.date() > clock.now().date()


def test_it_can_be_undone(served, at, now_of, later):
    keep(at(2), "other")
    later(seconds=5)

    undo(at(2))

    assert (now_of(served).state, now_of(served).counter_id) == ("serving", at(2).counter_id)


def test_one_who_waits_can_be_kept_too_but_not_a_visitor_of_another_counter(office, desk, issue, at, now_of, unchanged):
    waiting = issue()
    desk(2)
    keep(at(2), "time", waiting.id)
    assert now_of(waiting).state == "held"
    there = issue()
    calls.call_next(at(2), there.id)
    desk(3)

    with unchanged(), pytest.raises(Forbidden):
        keep(at(3), "time", there.id)


def test_a_reason_is_needed(served, at, unchanged):
    with unchanged(), pytest.raises(InvalidInput):
        keep(at(2), "whatever")


def test_others_end_with_the_day_and_a_kept_one_ends_with_the_next(served, at, issue, now_of):
    left = issue()
    keep(at(2), "documents")
    to_the_next_day()
    assert (now_of(left).state, now_of(served).state) == ("expired", "waiting")

    to_the_next_day()

    assert now_of(served).state == "expired"


def test_after_a_night_without_the_server_it_still_comes_back(served, at, now_of):
    keep(at(2), "documents")
    clock.fix(clock.now() + timedelta(days=1, hours=2))

    jobs.run_once()

    assert now_of(served).state == "waiting"


def test_its_number_stays_its_own_on_the_new_day(served, at, issue, now_of):
    keep(at(2), "documents")
    to_the_next_day()

    codes = {issue().code for _ in range(3)}

    assert now_of(served).code not in codes


def test_a_served_visit_that_is_kept_begins_anew(served, at, desk, now_of):
    keep(at(2), "documents")
    to_the_next_day()
    desk(2)
    calls.call_next(at(2))
    serve.start(at(2))
    serve.finish(at(2))

    assert (now_of(served).state, now_of(served).outcome) == ("done", "done")
