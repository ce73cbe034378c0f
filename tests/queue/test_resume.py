"""Resume a visitor on hold at a counter."""

import pytest

from deskq.core.errors import Forbidden, NotFound
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import AlreadyServing


def test_the_service_goes_on_from_when_it_began(served, at, later, now_of):
    began = served.started_at
    serve.hold(at(2))
    later(minutes=5)

    serve.resume(at(2), served.id)

    back = now_of(served)
    assert (back.state, back.started_at, back.returns_at) == ("serving", began, None)


def test_who_was_held_before_it_began_begins_now(called, at, later, now_of):
    serve.hold(at(2))
    moment = later(minutes=5)

    serve.resume(at(2), called.id)

    assert now_of(called).started_at == moment


def test_another_counter_cannot_take_a_visitor_from_someones_list(served, at, desk, unchanged):
    serve.hold(at(2))
    other = desk(4)

    with unchanged(), pytest.raises(Forbidden):
        serve.resume(other, served.id)
    with unchanged(), pytest.raises(Forbidden):
        serve.send_back(other, served.id)


def test_a_busy_counter_cannot_take_a_held_visitor_back(served, at, issue, unchanged):
    serve.hold(at(2))
    issue()
    calls.call_next(at(2))

    with unchanged(), pytest.raises(AlreadyServing):
        serve.resume(at(2), served.id)


def test_only_a_held_visitor_is_resumed(issue, desk, unchanged):
    ticket, action = issue(), desk(2)

    with unchanged(), pytest.raises(CannotMove):
        serve.resume(action, ticket.id)


def test_an_unknown_ticket_is_not_found(desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NotFound):
        serve.resume(action, 999)
