"""Which SMS is due when: once per call, once when near, and never what is no longer true."""

from deskq.queue.service import calls, serve
from deskq.sms.gateways.port import UNREACHABLE, RetryLater
from tests.sms.conftest import NUMBER


def test_a_called_visitor_gets_the_counter_and_its_place_once(called, work, gateway):
    work()
    calls.recall(called)
    for _ in range(25):
        work()

    ((number, text),) = gateway.taken
    assert number == NUMBER
    assert "نوبت شماست" in text
    assert "باجهٔ ۱" in text


def test_a_visitor_without_a_number_gets_no_sms(arrive, desk, sent):
    arrive(number=None)
    calls.call_next(desk(1))

    assert sent() == []


def test_an_absent_visitor_is_informed_where_to_come(called, sent):
    sent()
    serve.mark_absent(called)

    (_, text) = sent()

    assert "خوانده شد و نبودید" in text
    assert "باجهٔ ۱" in text


def test_a_call_after_an_absence_sends_another_sms(called, work, outbox):
    serve.mark_absent(called)
    work()

    calls.call_next(called, outbox()[0].ticket_id)
    work()

    assert [row.event for row in outbox()] == ["missed", "called"]


def test_the_third_in_the_queue_is_notified_with_two_ahead_once_however_the_queue_changes(arrive, desk, sent, later):
    for number in (None, None, None, NUMBER):
        arrive(number=number)
    assert sent() == []

    press = desk(1)
    for _ in range(3):
        calls.call_next(press)
        (text,) = sent()
        assert "۲ نفر پیش از شما" in text
        serve.start(press)
        serve.finish(press)
        later(seconds=30)

    assert sent() == [text]


def test_a_visitor_with_two_ahead_at_issue_gets_no_near_sms(arrive, desk, sent):
    for number in (None, None, NUMBER):
        arrive(number=number)
    calls.call_next(desk(1))

    assert sent() == []


def test_a_visitor_already_at_the_counter_gets_no_call_sms(called, sent):
    serve.start(called)

    assert sent() == []


def test_an_outdated_sms_is_dropped(called, work, gateway, outbox, later):
    gateway.answers = [RetryLater(UNREACHABLE)]
    work()
    serve.start(called)
    later(seconds=30)

    work()

    assert gateway.taken == []
    assert [row.state for row in outbox()] == ["dropped"]


def test_a_call_several_minutes_old_is_not_sent(called, sent, later):
    later(minutes=3)

    assert sent() == []


def test_an_english_visitor_gets_the_sms_in_english(arrive, desk, sent):
    arrive(language="en")
    calls.call_next(desk(1))

    assert "your turn, counter 1" in sent()[0]


def test_nothing_is_sent_while_sms_is_off(called, work, app, outbox):
    app.extensions["deskq_outbox"].gateway = None

    work()

    assert outbox() == []
