"""Recalls: counted and limited."""

import pytest

from deskq.queue.rules.transitions import CannotMove, RecalledEnough
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import NobodyHere


def test_a_recall_is_counted_and_the_call_stays_the_same(called, at, later, now_of):
    call, since = called.call, called.since
    later(seconds=20)

    calls.recall(at(2))

    again = now_of(called)
    assert (again.state, again.recalls, again.call, again.since) == ("called", 1, call, since)


def test_beyond_the_maximum_it_is_refused_and_says_how_often_it_rang(called, at, set_office, unchanged):
    set_office(recall_max=2)
    calls.recall(at(2))
    calls.recall(at(2))

    with unchanged(), pytest.raises(RecalledEnough) as refusal:
        calls.recall(at(2))

    assert refusal.value.values == {"code": "201", "times": 3}


def test_the_maximum_may_be_none_at_all(called, at, set_office, unchanged):
    set_office(recall_max=0)

    with unchanged(), pytest.raises(RecalledEnough):
        calls.recall(at(2))


def test_a_new_call_counts_from_nothing_again(called, at):
    calls.recall(at(2))
    serve.mark_absent(at(2))

    again = calls.call_next(at(2), called.id)

    assert again.recalls == 0
    assert again.call > 0


def test_who_is_being_served_is_not_called_again(served, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        calls.recall(at(2))


def test_with_nobody_at_the_counter_there_is_nobody_to_recall(desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        calls.recall(action)
