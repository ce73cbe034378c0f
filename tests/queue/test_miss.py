"""The visitor did not come, and may come after all."""

import pytest

from deskq.queue import rules, service
from deskq.queue.service.press import NobodyHere


def test_a_no_show_is_absent_and_keeps_the_next_in_line(called, issue, at, now_of):
    following = issue()

    service.miss(at(2))

    assert now_of(called).state == "absent"
    assert service.call_next(at(2)).id == following.id


def test_who_is_being_served_cannot_be_absent(served, at, unchanged):
    with unchanged(), pytest.raises(rules.CannotMove):
        service.miss(at(2))


def test_nobody_here_nobody_absent(desk, unchanged):
    press = desk(2)

    with unchanged(), pytest.raises(NobodyHere):
        service.miss(press)


def test_an_absent_visitor_sent_back_stands_where_they_arrived(called, issue, at, later, now_of):
    later(minutes=1)
    issue()
    service.miss(at(2))

    service.send_back(at(2), called.id)

    back = now_of(called)
    assert (back.state, back.counter_id, back.clerk_id) == ("waiting", None, None)
    assert service.call_next(at(2)).id == called.id


def test_who_waits_already_cannot_be_sent_back(issue, desk, unchanged):
    ticket, press = issue(), desk(2)

    with unchanged(), pytest.raises(rules.CannotMove):
        service.send_back(press, ticket.id)
