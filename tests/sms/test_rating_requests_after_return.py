"""An absent visitor who comes back is asked once, after the later ending."""

import pytest

from deskq.queue.service import calls, serve
from deskq.sms.gateways.port import UNREACHABLE, RetryLater


@pytest.fixture
def served_again(at, asked):
    """``served_again()``: who was called once more is served; what was asked when its time has come."""

    def go() -> list[str]:
        serve.start(at(1))
        serve.finish(at(1))
        return asked()

    return go


def test_a_returned_visitor_is_asked_only_after_the_service(ended, asked, served_again, later, at):
    ticket = ended("absent")
    later(minutes=29)
    calls.call_next(at(1), ticket.id)
    assert asked(minutes=2) == []

    assert ["مراجعه‌تان چطور بود؟" in text for text in served_again()] == [True]


def test_a_returned_visitor_who_was_asked_while_absent_is_not_asked_again(ended, asked, served_again, at):
    ticket = ended("absent")
    assert len(asked(minutes=30)) == 1
    calls.call_next(at(1), ticket.id)

    assert len(served_again()) == 1


def test_a_pending_request_of_a_returned_visitor_is_sent_after_the_later_end(ended, asked, served_again, gateway, at):
    ticket = ended("absent")
    gateway.answers = [RetryLater(UNREACHABLE)]
    asked(minutes=30)
    calls.call_next(at(1), ticket.id)
    asked(minutes=1)

    assert ["مراجعه‌تان چطور بود؟" in text for text in served_again()] == [True]
