"""Start a visit."""

import pytest

from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import serve
from deskq.queue.service.counter_action import NobodyHere


def test_the_service_begins_now(called, at, later, now_of):
    moment = later(seconds=40)

    serve.start(at(2))

    started = now_of(called)
    assert (started.state, started.started_at, started.since) == ("serving", moment, moment)


def test_a_service_begins_once(served, at, unchanged):
    with unchanged(), pytest.raises(CannotMove):
        serve.start(at(2))


def test_without_a_visitor_nothing_begins(desk, unchanged):
    action = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        serve.start(action)
