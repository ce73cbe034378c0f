"""Signing out closes the counter; an abandoned counter can be taken over."""

from datetime import timedelta

import pytest

from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from deskq.queue import abandoned_counters
from deskq.queue.rules.counters import CounterTaken, VisitGoesOn
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.counters import VisitorHere
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.staff import service as staff

HOUR = timedelta(hours=1)


def leave(action: CounterAction, parting: str = "") -> None:
    staff.sign_out(action.clerk_id, "a session", parting)


def test_signing_out_closes_the_counter_in_the_same_action(desk, counter, told, version):
    action, before = desk(2), version()

    leave(action)

    assert (counter(2).status, counter(2).clerk_id) == ("closed", None)
    assert [entry.kind for entry in told(before)] == ["person.signed_out", "counter.closed"]
    assert len({entry.press for entry in told(before)}) == 1


def test_who_was_sent_to_that_counter_waits_for_any_until_the_clerk_alone_takes_it_back(
    served, at, desk, counter, now_of
):
    action = desk(3)
    transfer(at(2), counter_number=3)
    leave(action)
    assert now_of(served).counter_id is None
    with pytest.raises(Forbidden):
        undo(CounterAction(action.office_id, at(2).by, action.counter_id, at(2).clerk_id))

    undo(action)

    assert (counter(3).status, counter(3).clerk_id) == ("open", action.clerk_id)
    assert now_of(served).counter_id == action.counter_id


def test_with_a_visitor_there_one_is_asked_and_stays_signed_in(called, at, unchanged):
    with unchanged(), pytest.raises(VisitorHere) as refusal:
        leave(at(2))

    assert refusal.value.values == {"code": called.code, "number": 2, "state": "called"}


def test_who_was_only_called_waits_again_if_the_clerk_says_so(called, at, counter, now_of):
    leave(at(2), "put_back")

    assert (now_of(called).state, counter(2).status) == ("waiting", "closed")


def test_a_visit_is_finished_if_the_clerk_says_so_and_not_put_back(served, at, counter, now_of, unchanged):
    with unchanged(), pytest.raises(VisitorHere):
        leave(at(2), "put_back")

    leave(at(2), "finish")

    assert (now_of(served).state, now_of(served).outcome, counter(2).status) == ("done", "done", "closed")


def test_signing_out_everywhere_closes_the_counter_too_unless_a_visitor_is_there(served, at, desk, counter, now_of):
    for action in (at(2), desk(3)):
        staff.sign_out_everywhere(action.clerk_id, "person:8")

    assert (counter(2).status, now_of(served).state) == ("open", "serving")
    assert counter(3).status == "closed"


def test_who_has_no_counter_just_signs_out(at, told, version):
    before = version()

    leave(at(2))

    assert [entry.kind for entry in told(before)] == ["person.signed_out"]


def colleague(at, number: int = 2) -> CounterAction:
    """The clerk of counter 3, at another counter."""
    return CounterAction(at(3).office_id, at(3).by, at(number).counter_id, at(3).clerk_id)


def test_a_counter_without_an_action_for_the_life_of_a_session_is_abandoned(desk, at, office, later):
    action = desk(2)

    now = later(minutes=60)
    assert abandoned_counters.abandoned(db.session(), office, now, HOUR) == {}
    now = later(seconds=1)

    assert list(abandoned_counters.abandoned(db.session(), office, now, HOUR)) == [action.counter_id]


def test_a_break_is_counted_from_its_expected_end(desk, office, later):
    action = desk(2)
    counters.break_counter(action, 30)

    assert abandoned_counters.abandoned(db.session(), office, later(minutes=80), HOUR) == {}
    assert abandoned_counters.abandoned(db.session(), office, later(minutes=11), HOUR)


def test_a_colleague_takes_it_over_with_everyone_who_waits_there(served, at, desk, counter, later):
    desk(3)
    other = at(4)
    transfer(at(2), counter_number=3)
    later(minutes=61)

    counters.open_counter(CounterAction(other.office_id, other.by, at(3).counter_id, other.clerk_id), HOUR)

    assert (counter(3).status, counter(3).clerk_id) == ("open", other.clerk_id)
    assert calls.call_next(CounterAction(other.office_id, other.by, at(3).counter_id, other.clerk_id)).id == served.id


def test_no_counter_is_taken_over_whose_clerk_works_nor_by_a_machine(desk, at, later, unchanged):
    desk(2)
    later(minutes=59)
    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(colleague(at), HOUR)
    later(minutes=31)
    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(colleague(at))


def test_nor_one_at_which_a_visit_goes_on(served, at, later, unchanged):
    later(minutes=90)

    with unchanged(), pytest.raises(VisitGoesOn):
        counters.open_counter(colleague(at), HOUR)
