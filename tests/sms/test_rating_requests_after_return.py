"""An absent visitor who comes back is asked once, after the later ending."""

import pytest

from deskq.queue.service import calls, serve
from deskq.sms.gateways.port import UNREACHABLE, RetryLater


@pytest.fixture
def served_again(at, later, work):
    """``served_again()``: who was called once more is served, and the time to be asked comes."""

    def go() -> None:
        serve.start(at(1))
        serve.finish(at(1))
        later(minutes=5)
        work()

    return go


def test_a_returned_visitor_is_asked_only_after_the_service(ended, served_again, work, gateway, later, at):
    ticket = ended("absent")
    later(minutes=29)
    calls.call_next(at(1), ticket.id)
    later(minutes=2)
    work()
    assert gateway.rating_requests == []
    served_again()

    assert ["مراجعه‌تان چطور بود؟" in text for text in gateway.rating_requests] == [True]


def test_a_returned_visitor_who_was_asked_while_absent_is_not_asked_again(
    ended, served_again, work, gateway, later, at
):
    ticket = ended("absent")
    later(minutes=30)
    work()
    calls.call_next(at(1), ticket.id)
    served_again()

    assert len(gateway.rating_requests) == 1


def test_a_pending_request_of_a_returned_visitor_is_sent_after_the_later_end(
    ended, served_again, work, gateway, later, at
):
    ticket = ended("absent")
    later(minutes=30)
    gateway.answers = [RetryLater(UNREACHABLE)]
    work()
    calls.call_next(at(1), ticket.id)
    later(minutes=1)
    work()
    served_again()

    assert ["مراجعه‌تان چطور بود؟" in text for text in gateway.rating_requests] == [True]
