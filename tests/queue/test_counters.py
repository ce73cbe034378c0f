"""Open a counter, take a break, close it; tickets reserved for the counter are released."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.queue.rules.counters import CounterTaken, HoldsAnother
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.counter_action import AlreadyServing, CounterNotOpen, Stale
from deskq.queue.service.transfer import transfer


def test_an_opened_counter_belongs_to_its_clerk_until_it_is_closed(at, counter, told, version, unchanged):
    before = version()

    counters.open_counter(at(2))

    assert (counter(2).status, counter(2).clerk_id) == ("open", at(2).clerk_id)
    assert [entry.kind for entry in told(before)] == ["counter.opened"]
    with unchanged():
        counters.open_counter(at(2))  # twice is one opening
    with unchanged(), pytest.raises(Forbidden):
        counters.close_counter(replace(at(2), clerk_id=at(3).clerk_id))
    counters.close_counter(at(2))
    assert (counter(2).status, counter(2).clerk_id) == ("closed", None)


def test_a_counter_that_somebody_holds_cannot_be_taken_nor_do_they_take_another(desk, at, unchanged):
    desk(2)

    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(replace(at(2), clerk_id=at(3).clerk_id))
    with unchanged(), pytest.raises(HoldsAnother) as refusal:
        counters.open_counter(replace(at(3), clerk_id=at(2).clerk_id))
    assert refusal.value.values == {"number": 2}
    counters.break_counter(at(2), 10)
    with unchanged(), pytest.raises(CounterTaken):
        counters.open_counter(replace(at(2), clerk_id=at(3).clerk_id))


def test_a_break_of_an_open_counter_says_when_it_ends_and_opening_ends_it(desk, counter, at, unchanged):
    action = replace(desk(2), revision=counter(2).turn)
    counters.break_counter(action, 15)
    assert (counter(2).status, counter(2).break_until) == ("break", clock.now() + timedelta(minutes=15))
    with unchanged(), pytest.raises(CounterNotOpen):
        counters.break_counter(at(2), 10)
    with unchanged(), pytest.raises(Stale):  # an old picture of the counter
        counters.close_counter(action)

    counters.open_counter(at(2))

    assert (counter(2).status, counter(2).break_until) == ("open", None)


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_a_break_is_between_a_minute_and_four_hours(desk, unchanged, minutes):
    action = desk(2)

    with unchanged(), pytest.raises(InvalidInput):
        counters.break_counter(action, minutes)


@pytest.mark.parametrize("leave", [lambda action: counters.break_counter(action, 10), counters.close_counter])
def test_nobody_leaves_a_visitor_at_the_counter(called, at, unchanged, leave):
    with unchanged(), pytest.raises(AlreadyServing):
        leave(at(2))


def test_closing_lets_directed_visitors_be_called_by_any_counter_again(served, at, desk, now_of):
    desk(4)
    transfer(at(2), counter_number=4)

    counters.close_counter(at(4))

    assert (now_of(served).state, now_of(served).counter_id) == ("waiting", None)
    assert calls.call_next(at(2)).id == served.id


def test_a_break_keeps_visitors_on_hold_and_closing_returns_them_to_the_queue(served, at, now_of):
    serve.hold(at(2))
    counters.break_counter(at(2), 10)
    assert now_of(served).state == "held"

    counters.close_counter(at(2))

    back = now_of(served)
    assert (back.state, back.counter_id, back.returns_at) == ("waiting", None, None)


@pytest.mark.parametrize("do", [counters.open_counter, counters.close_counter])
def test_an_unknown_counter_is_not_found(at, unchanged, do):
    with unchanged(), pytest.raises(NotFound):
        do(replace(at(2), counter_id=999))
