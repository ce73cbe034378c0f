"""Life of an SMS: sent once, retried only where that cannot send it twice, dropped when it is late."""

import logging

import pytest

from deskq.sms import rules
from deskq.sms import service as sms_service
from deskq.sms.gateways.port import BROKEN, BUSY, KEY, TIMEOUT, UNREACHABLE, RetryLater, SendRefused, Unconfirmed
from tests.sms.conftest import NUMBER


@pytest.mark.parametrize("reason", [UNREACHABLE, BUSY, BROKEN])
def test_an_sms_certainly_not_accepted_is_retried_after_a_delay(called, sent, gateway, outbox, later, reason):
    gateway.answers = [RetryLater(reason)]
    sent()
    assert [row.state for row in outbox()] == ["waiting"]

    assert sent() == []  # not at once
    later(seconds=10)

    assert len(sent()) == 1
    assert [(row.state, row.attempts, row.reference) for row in outbox()] == [("sent", 2, "m1")]


@pytest.mark.parametrize(("answer", "state"), [(Unconfirmed(TIMEOUT), "unsure"), (SendRefused(KEY, 403), "refused")])
def test_an_sms_possibly_accepted_or_refused_is_never_sent_again(called, work, gateway, outbox, later, answer, state):
    gateway.answers = [answer]
    work()

    for _ in range(10):
        later(seconds=10)
        work()

    assert gateway.taken == []
    assert outbox()[0].state == state


def test_retries_back_off_and_then_stop(called, work, gateway, outbox, later):
    gateway.answers = [RetryLater(UNREACHABLE) for _ in range(100)]

    for _ in range(60):
        work()
        later(seconds=4)

    (row,) = outbox()
    assert (row.state, row.problem) == ("dropped", UNREACHABLE)
    assert 3 <= row.attempts <= 6


def test_an_sms_of_a_process_killed_while_sending_is_never_sent_again(called, work, gateway, outbox, later, office):
    sms_service.create_due(office)
    assert len(sms_service.claim(office)) == 1  # and the process is gone

    work()
    assert [row.state for row in outbox()] == ["sending"]
    later(seconds=31)
    work()

    assert gateway.taken == []
    assert [(row.state, row.problem) for row in outbox()] == [("unsure", "interrupted")]


def test_two_processes_at_once_send_one_sms(called, office, gateway):
    assert [sms_service.create_due(office), sms_service.create_due(office)] == [1, 0]

    assert [len(sms_service.claim(office)), len(sms_service.claim(office))] == [1, 0]


def test_a_response_after_giving_up_changes_nothing(called, office, outbox, later, gateway):
    sms_service.create_due(office)
    (claimed,) = sms_service.claim(office)
    later(seconds=31)
    sms_service.claim(office)

    sms_service.store_result(claimed, RetryLater(UNREACHABLE))

    assert [row.state for row in outbox()] == ["unsure"]


def test_a_failing_adapter_leaves_the_sms_unconfirmed_and_the_outbox_continues(
    called, work, gateway, outbox, monkeypatch
):
    def fall(number: str, text: str) -> str:
        raise ZeroDivisionError(number)

    monkeypatch.setattr(gateway, "send", fall)

    work()

    assert [row.state for row in outbox()] == ["unsure"]


def test_the_log_never_contains_the_number(called, work, gateway, caplog):
    caplog.set_level(logging.DEBUG)
    gateway.answers = [SendRefused(KEY, 403)]

    work()

    assert "0912***6789" in caplog.text
    assert NUMBER[-7:] not in caplog.text


def test_retry_delays_double_with_jitter():
    middles = [rules.retry_delay(attempt, 0.5).total_seconds() for attempt in range(1, 7)]

    assert middles == [5, 10, 20, 40, 60, 60]
    assert rules.retry_delay(1, 0).total_seconds() < 5 < rules.retry_delay(1, 1).total_seconds()
    assert rules.retry_delay(10_000, 0.5).total_seconds() == 60
