"""Whoever signs out leaves the counter; one that was left without a word can be taken over."""

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


def leave(press: CounterAction, parting: str = "") -> None:
    staff.sign_out(press.clerk_id, "a session", parting)


def test_signing_out_closes_the_counter_in_the_same_press(desk, counter, told, version):
    press, before = desk(2), version()

    leave(press)

    assert (counter(2).status, counter(2).clerk_id) == ("closed", None)
    assert [entry.kind for entry in told(before)] == ["person.signed_out", "counter.closed"]
    assert len({entry.press for entry in told(before)}) == 1


def test_who_was_sent_to_that_counter_waits_for_any(served, at, desk, now_of):
    press = desk(3)
    transfer(at(2), counter_number=3)

    leave(press)

    assert now_of(served).counter_id is None


def test_it_can_be_taken_back_like_a_closing(served, at, desk, counter, now_of):
    press = desk(3)
    transfer(at(2), counter_number=3)
    leave(press)

    undo(press)

    assert (counter(3).status, counter(3).clerk_id) == ("open", press.clerk_id)
    assert now_of(served).counter_id == press.counter_id


def test_nobody_else_takes_it_back(desk, at):
    press = desk(2)
    leave(press)

    with pytest.raises(Forbidden):
        undo(CounterAction(press.office_id, at(3).by, press.counter_id, at(3).clerk_id))


def test_with_a_visitor_there_one_is_asked_and_stays_signed_in(called, at, unchanged):
    with unchanged(), pytest.raises(VisitorHere) as refusal:
        leave(at(2))

    assert refusal.value.values == {"code": called.code, "number": 2, "state": "called"}


def test_who_was_only_called_waits_again_if_the_clerk_says_so(called, at, counter, now_of):
    leave(at(2), "put_back")

    assert (now_of(called).state, counter(2).status) == ("waiting", "closed")


def test_a_visit_is_finished_if_the_clerk_says_so(served, at, counter, now_of):
    leave(at(2), "finish")

    assert (now_of(served).state, now_of(served).outcome, counter(2).status) == ("done", "done", "closed")


def test_what_does_not_fit_the_visitor_is_asked_again(served, at, unchanged):
    with unchanged(), pytest.raises(VisitorHere):
        leave(at(2), "put_back")


def test_signing_out_everywhere_closes_the_counter_too(desk, counter):
    press = desk(2)

    staff.sign_out_everywhere(press.clerk_id, "person:8")

    assert counter(2).status == "closed"


def test_but_it_does_not_wait_for_an_answer_while_a_visitor_is_there(served, at, counter, now_of):
    staff.sign_out_everywhere(at(2).clerk_id, "person:8")

    assert (counter(2).status, now_of(served).state) == ("open", "serving")


def test_who_has_no_counter_just_signs_out(at, told, version):
    before = version()

    leave(at(2))

    assert [entry.kind for entry in told(before)] == ["person.signed_out"]


def colleague(at, number: int = 2) -> CounterAction:
    """The clerk of counter 3, at another counter."""
    return CounterAction(at(3).office_id, at(3).by, at(number).counter_id, at(3).clerk_id)


def test_a_counter_at_which_nothing_was_pressed_for_as_long_as_a_session_lives_is_left_alone(desk, at, office, later):
    press = desk(2)

    now = later(minutes=60)
    assert abandoned_counters.abandoned(db.session(), office, now, HOUR) == {}
    now = later(seconds=1)

    assert list(abandoned_counters.abandoned(db.session(), office, now, HOUR)) == [press.counter_id]


def test_a_break_is_counted_from_its_expected_end(desk, office, later):
    press = desk(2)
    counters.break_counter(press, 30)

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


def test_a_counter_whose_clerk_works_is_not_taken_over(desk, at, later, unchanged):
    desk(2)
    later(minutes=59)

    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(colleague(at), HOUR)


def test_nor_one_at_which_a_visit_goes_on(served, at, later, unchanged):
    later(minutes=90)

    with unchanged(), pytest.raises(VisitGoesOn):
        counters.open_counter(colleague(at), HOUR)


def test_machines_take_nothing_over(desk, at, later, unchanged):
    desk(2)
    later(minutes=90)

    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(colleague(at))
