"""A clerk takes a counter, pauses, and leaves; those who waited for this very counter are not forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.queue.rules.counters import CounterTaken, HoldsAnother
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.counter_action import AlreadyServing, CounterNotOpen, Stale
from deskq.queue.service.transfer import transfer


def test_an_opened_counter_belongs_to_its_clerk(at, counter, told, version):
    before = version()

    counters.open_counter(at(2))

    assert (counter(2).status, counter(2).clerk_id) == ("open", at(2).clerk_id)
    assert [entry.kind for entry in told(before)] == ["counter.opened"]


def test_opening_twice_is_one_opening(desk, unchanged):
    press = desk(2)

    with unchanged():
        counters.open_counter(press)


def test_a_counter_that_somebody_holds_cannot_be_taken(desk, at, unchanged):
    desk(2)

    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(replace(at(2), clerk_id=at(3).clerk_id))


def test_not_even_during_a_break(desk, at, unchanged):
    counters.break_counter(desk(2), 10)

    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(replace(at(2), clerk_id=at(3).clerk_id))


def test_a_person_holds_one_counter_at_a_time(desk, at, unchanged):
    desk(2)

    with unchanged(), pytest.raises(HoldsAnother) as refusal:
        counters.open_counter(replace(at(3), clerk_id=at(2).clerk_id))

    assert refusal.value.values == {"number": 2}


def test_a_break_says_when_it_ends_and_opening_ends_it(desk, counter, at):
    counters.break_counter(desk(2), 15)
    assert (counter(2).status, counter(2).break_until) == ("break", clock.now() + timedelta(minutes=15))

    counters.open_counter(at(2))

    assert (counter(2).status, counter(2).break_until) == ("open", None)


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_a_break_is_between_a_minute_and_four_hours(desk, unchanged, minutes):
    press = desk(2)

    with unchanged(), pytest.raises(InvalidInput):
        counters.break_counter(press, minutes)


@pytest.mark.parametrize("leave", [lambda press: counters.break_counter(press, 10), counters.close_counter])
def test_nobody_leaves_a_visitor_at_the_counter(called, at, unchanged, leave):
    with unchanged(), pytest.raises(AlreadyServing):
        leave(at(2))


def test_a_closed_counter_has_no_clerk(desk, counter):
    counters.close_counter(desk(2))

    assert (counter(2).status, counter(2).clerk_id) == ("closed", None)


def test_only_its_clerk_closes_a_counter(desk, at, unchanged):
    desk(2)

    with unchanged(), pytest.raises(Forbidden):
        counters.close_counter(replace(at(2), clerk_id=at(3).clerk_id))


def test_closing_lets_directed_visitors_be_called_by_any_counter_again(served, at, desk, now_of):
    desk(4)
    transfer(at(2), counter_number=4)

    counters.close_counter(at(4))

    assert (now_of(served).state, now_of(served).counter_id) == ("waiting", None)
    assert calls.call_next(at(2)).id == served.id


def test_closing_sends_held_visitors_back_into_the_line(served, at, now_of):
    serve.hold(at(2))

    counters.close_counter(at(2))

    back = now_of(served)
    assert (back.state, back.counter_id, back.returns_at) == ("waiting", None, None)


def test_a_break_keeps_the_directed_and_the_held(served, at, now_of):
    serve.hold(at(2))

    counters.break_counter(at(2), 10)

    assert now_of(served).state == "held"


def test_a_break_begins_at_an_open_counter_only(desk, unchanged):
    press = desk(2)
    counters.break_counter(press, 10)

    with unchanged(), pytest.raises(CounterNotOpen):
        counters.break_counter(press, 10)


def test_an_old_picture_of_the_counter_cannot_close_it(desk, counter, unchanged):
    press = replace(desk(2), revision=counter(2).turn)
    counters.break_counter(press, 10)

    with unchanged(), pytest.raises(Stale):
        counters.close_counter(press)


@pytest.mark.parametrize("do", [counters.open_counter, counters.close_counter])
def test_an_unknown_counter_is_not_found(at, unchanged, do):
    with unchanged(), pytest.raises(NotFound):
        do(replace(at(2), counter_id=999))
