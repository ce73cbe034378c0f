"""SMS about appointments: by the outbox, still true when sent, never twice."""

import pytest

from deskq.appointments import jobs, sms_templates
from deskq.appointments.service import change, schedule
from deskq.core import clock
from deskq.core.extensions import db
from deskq.ops import retention_job
from deskq.sms import status
from deskq.sms.gateways import port
from deskq.sms.gateways.port import RetryLater, SendRefused, Unconfirmed
from deskq.sms.models import Notice
from tests.appointments.conftest import hour, tomorrow
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]
pytestmark = pytest.mark.usefixtures("app")
NUMBER = "+989123456789"
OUTAGE = RetryLater(port.UNREACHABLE, "ConnectError")


@pytest.fixture
def due(gateway, terms, times, book):
    """An appointment tomorrow at 10:15 whose reminder is due now."""
    terms(remind_hours=48)
    times()
    return book("10:15")


def plain(text: str) -> str:
    return text.replace("\u2066", "").replace("\u2069", "")


def test_it_says_what_when_and_the_code(due, office):
    number, text = sms_templates.render(db.session(), office, sms_templates.about(sms_templates.REMINDER, due))

    assert number == NUMBER
    what, day, code = plain(text).splitlines()
    assert (what.partition(": ")[0], code.partition(": ")[0]) == ("یادآوری", "کد برای کیوسک")
    assert day == "چهارشنبه ۴ آذر ۱۴۰۵، ساعت ۱۰:۱۵"


def test_a_reminder_is_sent_once_and_not_before_its_time(terms, times, book, gateway, work):
    terms(remind_hours=3)
    times()
    book("10:15")

    jobs.run_once()
    work()
    assert gateway.taken == []
    clock.fix(hour("7:20"))
    for _ in range(3):
        jobs.run_once()
        work()

    assert [number for number, _ in gateway.taken] == [NUMBER]


def test_an_outage_loses_no_reminder_and_is_told_on_the_panel_until_it_is_taken(due, gateway, work, later, office):
    gateway.answers = [OUTAGE] * 3
    jobs.run_once()
    work()

    (problem,) = status.current(db.session(), office)
    assert problem.title == status.WORDS[port.UNREACHABLE]
    for _ in range(5):
        later(minutes=1)
        work()
    assert status.current(db.session(), office) == []
    assert len(gateway.taken) == 1


@pytest.mark.parametrize("answer", [Unconfirmed(port.TIMEOUT), SendRefused(port.CREDIT, 418)])
def test_what_may_have_been_sent_or_was_refused_is_not_sent_again_and_is_told(
    due, gateway, work, later, office, answer
):
    gateway.answers = [answer]
    jobs.run_once()

    for _ in range(3):
        work()
        later(minutes=2)

    assert gateway.taken == []
    assert [problem.title for problem in status.current(db.session(), office)] == [status.WORDS[answer.reason]]


def test_after_three_hours_a_reminder_is_given_up(due, gateway, work, later, office):
    gateway.answers = [OUTAGE] * 100
    jobs.run_once()
    for _ in range(20):
        work()
        later(minutes=10)

    gateway.answers = []
    work()

    assert gateway.taken == []
    assert db.session().query(Notice.state).scalar() == "dropped"


@pytest.mark.parametrize("noted", [True, False], ids=["after it was noted", "before"])
def test_nobody_is_reminded_of_what_was_cancelled(due, gateway, work, later, office, noted):
    gateway.answers = [OUTAGE] * noted
    if noted:
        jobs.run_once()
        work()

    change.cancel(office, due.id)
    later(minutes=1)
    jobs.run_once()
    work()

    assert gateway.taken == []


def test_a_moved_appointment_is_reminded_of_again(due, gateway, work, office):
    jobs.run_once()
    work()

    change.move(office, due.id, hour("12:00"))
    jobs.run_once()
    work()

    assert ["۱۰:۱۵" in text for text in gateway.texts] == [True, False]
    assert "۱۲:۰۰" in gateway.texts[1]


def test_where_no_messages_are_sent_nothing_is_noted_as_reminded(terms, times, book, now_of):
    terms(remind_hours=48)
    times()
    made = book("10:15")

    jobs.run_once()

    assert now_of(made).reminded_at is None
    assert db.session().query(Notice).count() == 0


def test_holders_of_appointments_on_a_withdrawn_day_are_told_why(due, gateway, work, office):
    schedule.withdraw_day(office, "test", tomorrow(), ("تعمیر ساختمان", "Repairs"))
    work()

    ((number, text),) = gateway.taken
    assert number == NUMBER
    for words in ("چهارشنبه ۴ آذر ۱۴۰۵", "۱۰:۱۵", "لغو شد", "تعمیر ساختمان"):
        assert words in text


def test_holders_who_chose_another_time_meanwhile_are_not_told(due, gateway, work, later, office):
    gateway.answers = [OUTAGE]
    schedule.withdraw_day(office, "test", tomorrow(), ("", ""))
    work()

    change.move(office, due.id, hour("10:15", 14050907))
    later(minutes=1)
    work()

    assert gateway.taken == []


def test_messages_done_with_are_forgotten_after_a_month(due, gateway, work, later):
    jobs.run_once()
    work()

    later(days=40)
    retention_job.remove_due()

    assert db.session().query(Notice).count() == 0
