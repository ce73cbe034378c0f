"""Calling the next visitor."""

import pytest

from deskq import tokens
from deskq.queue import rules, service


def issue(office: int, code: str = "renewal_levy", priority: str = "") -> object:
    return service.issue(office, "test", code, tokens.new(), priority)


def test_the_first_who_came_is_called_first(office, at, later):
    service.open_counter(at(2))
    first = issue(office)
    later(seconds=5)
    issue(office)

    called = service.call_next(at(2))

    assert called.id == first.id
    assert called.state == "called"


def test_calling_with_nobody_waiting_is_refused(office, at):
    service.open_counter(at(2))

    with pytest.raises(rules.NobodyWaiting):
        service.call_next(at(2))


def test_a_priority_visitor_passes_those_who_waited_a_little_longer(office, at, later):
    service.open_counter(at(2))
    issue(office)
    later(minutes=5)
    priority = issue(office, priority="disability")
    later(minutes=5)

    called = service.call_next(at(2))

    assert called.id == priority.id


def test_nobody_who_came_later_is_called_before_one_who_waited_to_the_bound(office, at, later):
    service.open_counter(at(2))
    first = issue(office)
    later(minutes=20)
    issue(office, priority="disability")
    later(minutes=15)

    called = service.call_next(at(2))

    assert called.id == first.id
