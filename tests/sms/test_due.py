"""Which SMS is due when: once per call, once when near, and never what is no longer true."""

from deskq.queue.service import calls, serve
from deskq.sms.gateways.port import UNREACHABLE, RetryLater
from tests.sms.conftest import NUMBER


def test_a_called_visitor_is_told_the_counter_and_where_it_is(arrive, desk, work, gateway):
    arrive()
    calls.call_next(desk(1))

    work()

    ((number, text),) = gateway.taken
    assert number == NUMBER
    assert "نوبت شماست" in text
    assert "باجهٔ ۱" in text


def test_whoever_left_no_number_is_told_nothing(arrive, desk, work, gateway):
    arrive(number=None)
    calls.call_next(desk(1))

    work()

    assert gateway.taken == []


def test_however_often_the_outbox_looks_a_call_is_told_once(arrive, desk, work, gateway):
    arrive()
    press = desk(1)
    calls.call_next(press)
    work()
    calls.recall(press)

    for _ in range(25):
        work()

    assert len(gateway.taken) == 1


def test_a_missed_visitor_is_told_where_to_come(arrive, desk, work, gateway):
    arrive()
    press = desk(1)
    calls.call_next(press)
    work()
    serve.mark_absent(press)

    work()

    assert len(gateway.taken) == 2
    assert "خوانده شد و نبودید" in gateway.texts[1]
    assert "باجهٔ ۱" in gateway.texts[1]


def test_called_again_after_a_miss_is_another_call_and_another_message(arrive, desk, work, gateway, outbox):
    ticket = arrive()
    press = desk(1)
    calls.call_next(press)
    serve.mark_absent(press)
    work()

    calls.call_next(press, ticket.id)
    work()

    assert [row.event for row in outbox()] == ["missed", "called"]


def test_the_third_in_line_hears_when_two_are_left_ahead(arrive, desk, work, gateway):
    for _ in range(3):
        arrive(number=None)
    arrive()
    work()
    assert gateway.taken == []

    calls.call_next(desk(1))
    work()

    (text,) = gateway.texts
    assert "۲ نفر پیش از شما" in text


def test_near_is_told_once_however_the_line_moves(arrive, desk, work, gateway, later):
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


def test_who_had_two_ahead_from_the_start_was_told_at_the_kiosk(arrive, desk, work, gateway):
    arrive(number=None)
    arrive(number=None)
    arrive()
    calls.call_next(desk(1))

    work()

    assert gateway.taken == []


def test_a_visitor_already_at_the_counter_is_not_told_to_come(arrive, desk, work, gateway):
    arrive()
    press = desk(1)
    calls.call_next(press)
    serve.start(press)

    work()

    assert gateway.taken == []


def test_a_message_that_waited_until_it_was_untrue_is_dropped(arrive, desk, work, gateway, outbox, later):
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


def test_a_call_that_nobody_saw_for_minutes_is_not_told(arrive, desk, work, gateway, later):
    arrive()
    calls.call_next(desk(1))
    later(minutes=3)

    work()

    assert gateway.taken == []


def test_an_english_visitor_is_told_in_english(arrive, desk, work, gateway):
    arrive(language="en")
    calls.call_next(desk(1))

    work()

    assert "your turn, counter 1" in gateway.texts[0]


def test_the_office_does_nothing_while_messages_are_off(arrive, desk, work, app, outbox):
    arrive()
    calls.call_next(desk(1))
    app.extensions["deskq_outbox"].gateway = None

    work()

    assert outbox() == []
