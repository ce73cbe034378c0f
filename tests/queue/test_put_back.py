"""Requeue a visitor called by mistake."""

import pytest

from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import NobodyHere


def test_a_requeued_visitor_is_first_again(called, issue, at, later, now_of):
    later(minutes=1)
    issue()

    serve.requeue(at(2))

    back = now_of(called)
    assert (back.state, back.counter_id, back.clerk_id, back.called_at) == ("waiting", None, None, None)
    assert calls.call_next(at(2)).id == called.id


def test_any_counter_for_the_service_may_call_them_then(called, at, desk):
    serve.requeue(at(2))

    assert calls.call_next(desk(4)).id == called.id


def test_who_is_being_served_cannot_be_put_back(served, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        serve.requeue(at(2))


def test_without_a_visitor_nobody_is_put_back(desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        serve.requeue(action)
