"""Which SMS is due when: once per call, once when near, and never what is no longer true."""

from deskq.queue.service import calls, serve
from deskq.sms.gateways.port import UNREACHABLE, RetryLater
from tests.sms.conftest import NUMBER


def test_a_called_visitor_gets_the_counter_and_its_place(arrive, desk, work, gateway):
    arrive()
    calls.call_next(desk(1))

    work()

    ((number, text),) = gateway.taken
    assert number == NUMBER
    assert "نوبت شماست" in text
    assert "باجهٔ ۱" in text


def test_a_visitor_without_a_number_gets_no_sms(arrive, desk, work, gateway):
    arrive(number=None)
    calls.call_next(desk(1))

    work()

    assert gateway.taken == []


def test_a_call_is_sent_once_however_often_the_outbox_runs(arrive, desk, work, gateway):
    arrive()
    press = desk(1)
    calls.call_next(press)
    work()
    calls.recall(press)

    for _ in range(25):
        work()

    assert len(gateway.taken) == 1


def test_an_absent_visitor_is_informed_where_to_come(arrive, desk, work, gateway):
    arrive()
    press = desk(1)
    calls.call_next(press)
    work()
    serve.mark_absent(press)

    work()

    assert len(gateway.taken) == 2
    assert "خوانده شد و نبودید" in gateway.texts[1]
    assert "باجهٔ ۱" in gateway.texts[1]


def test_a_call_after_an_absence_sends_another_sms(arrive, desk, work, gateway, outbox):
    ticket = arrive()
    press = desk(1)
    calls.call_next(press)
    serve.mark_absent(press)
    work()

    calls.call_next(press, ticket.id)
    work()

    assert [row.event for row in outbox()] == ["missed", "called"]


def test_the_third_in_the_queue_is_notified_with_two_ahead(arrive, desk, work, gateway):
    for _ in range(3):
        arrive(number=None)
    arrive()
    work()
    assert gateway.taken == []

    calls.call_next(desk(1))
    work()

    (text,) = gateway.texts
    assert "۲ نفر پیش از شما" in text


def test_the_near_sms_is_sent_once_however_the_queue_changes(arrive, desk, work, gateway, later):
    for _ in range(3):
        arrive(number=None)
    arrive()
    press = desk(1)
    for _ in range(3):
        calls.call_next(press)
        work()
        serve.start(press)
        serve.finish(press)
        later(seconds=30)

    work()

    assert len(gateway.taken) == 1


def test_a_visitor_with_two_ahead_at_issue_gets_no_near_sms(arrive, desk, work, gateway):
    arrive(number=None)
    arrive(number=None)
    arrive()
    calls.call_next(desk(1))

    work()

    assert gateway.taken == []


def test_a_visitor_already_at_the_counter_gets_no_call_sms(arrive, desk, work, gateway):
    arrive()
    press = desk(1)
    calls.call_next(press)
    serve.start(press)

    work()

    assert gateway.taken == []


def test_an_outdated_sms_is_dropped(arrive, desk, work, gateway, outbox, later):
    arrive()
    press = desk(1)
    calls.call_next(press)
    gateway.answers = [RetryLater(UNREACHABLE)]
    work()
    serve.start(press)
    later(seconds=30)

    work()

    assert gateway.taken == []
    assert [row.state for row in outbox()] == ["dropped"]


def test_a_call_several_minutes_old_is_not_sent(arrive, desk, work, gateway, later):
    arrive()
    calls.call_next(desk(1))
    later(minutes=3)

    work()

    assert gateway.taken == []


def test_an_english_visitor_gets_the_sms_in_english(arrive, desk, work, gateway):
    arrive(language="en")
    calls.call_next(desk(1))

    work()

    assert "your turn, counter 1" in gateway.texts[0]


def test_nothing_is_sent_while_sms_is_off(arrive, desk, work, app, outbox):
    arrive()
    calls.call_next(desk(1))
    app.extensions["deskq_outbox"].gateway = None

    work()

    assert outbox() == []
