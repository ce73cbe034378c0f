"""A clerk serves a visitor who stands there without a ticket."""

import pytest

from deskq.core import secrets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.counters import ServedElsewhere
from deskq.queue.service import calls
from deskq.queue.service.counter_action import AlreadyServing
from deskq.queue.ticket_replay import overtakings


def walk_in(action, code="renewal_levy"):
    return calls.serve_walk_in(action, NewTicket(code, secrets.new()))


def test_one_press_issues_calls_and_begins(desk, now_of):
    ticket = now_of(walk_in(desk(2)))

    assert (ticket.state, ticket.counter_id is not None, ticket.waited) == ("serving", True, 0)


def test_those_who_waited_can_see_that_they_were_passed(desk, issue, told, later):
    waiting = issue()
    later(minutes=2)

    walk_in(desk(2))

    (passed,) = overtakings(told(0), waiting.id)
    assert passed.rule == "chosen"


def test_not_while_somebody_is_there_and_not_for_a_service_of_others(served, at, desk, unchanged):
    with unchanged(), pytest.raises(AlreadyServing):
        walk_in(at(2))
    desk(3)
    with unchanged(), pytest.raises(ServedElsewhere):
        walk_in(at(3))


def test_nobody_is_rung_for(desk, told):
    from deskq.queue import call_announcer

    walk_in(desk(2))

    called = [entry.event for entry in told(0) if entry.kind == "ticket.called"]
    assert [call_announcer._is_there(event) for event in called] == [True]
