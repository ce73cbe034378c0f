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


def test_it_is_called_first_the_next_day_with_its_own_number_and_the_night_is_no_waiting(
    served, at, desk, issue, now_of, unchanged
):
    code, waited = now_of(served).code, now_of(served).waited
    with unchanged(), pytest.raises(InvalidInput):
        keep(at(2), "whatever")
    keep(at(2), "documents")
    assert (now_of(served).state, now_of(served).counter_id) == ("held", None)
    assert ticket_view(db.session(), now_of(served)).called_from.date() > clock.now().date()
    to_the_next_day()
    desk(2)
    others = {issue().code for _ in range(3)}

    assert (now_of(served).state, now_of(served).code, now_of(served).waited) == ("waiting", code, waited)
    assert code not in others
    assert calls.call_next(at(2)).id == served.id
    serve.start(at(2))
    serve.finish(at(2))
    assert (now_of(served).state, now_of(served).outcome) == ("done", "done")


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
