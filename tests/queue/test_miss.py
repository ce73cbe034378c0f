"""Mark a visitor absent, who may come after all."""

import pytest

from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import NobodyHere


def test_a_no_show_is_absent_and_the_next_in_the_queue_keeps_the_place(called, issue, at, now_of):
    following = issue()

    serve.mark_absent(at(2))

    assert now_of(called).state == "absent"
    assert calls.call_next(at(2)).id == following.id


def test_who_is_being_served_cannot_be_absent(served, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        serve.mark_absent(at(2))


def test_nobody_here_nobody_absent(desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        serve.mark_absent(action)


def test_an_absent_visitor_returned_keeps_the_place_of_the_arrival(called, issue, at, later, now_of):
    later(minutes=1)
    issue()
    serve.mark_absent(at(2))

    serve.send_back(at(2), called.id)

    back = now_of(called)
    assert (back.state, back.counter_id, back.clerk_id) == ("waiting", None, None)
    assert calls.call_next(at(2)).id == called.id


def test_who_waits_already_cannot_be_sent_back(issue, desk, unchanged):
    ticket, action = issue(), desk(2)

    with unchanged(), pytest.raises(CannotMove):
        serve.send_back(action, ticket.id)
