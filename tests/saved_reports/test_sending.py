"""Links to saved reports: when, to whom, once, and what the messages say."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta

import pytest
from flask import current_app

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.saved_reports import jobs
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.mail.models import Mail
from deskq.saved_reports.models import SavedReport
from deskq.saved_reports.service import recipients, saved
from deskq.sms.gateways.port import NUMBER as WRONG_ADDRESS
from deskq.sms.gateways.port import UNREACHABLE, RetryLater, SendRefused, Unconfirmed
from deskq.sms.models import Notice
from deskq.staff.events import PersonSaved
from deskq.staff.models import Person
from tests.core.journal.conftest import postgres_office
from tests.saved_reports.conftest import ADDRESS, NUMBER, SATURDAY, RecordingServer
from tests.sms.conftest import RecordingGateway
from tests.sms.test_concurrent_outboxes import office as either_office

__all__ = ["either_office", "postgres_office"]


def test_on_the_first_day_of_the_week_each_recipient_gets_a_link_once(save, send_to, round_, server, saturday):
    send_to(save(sends="week"))
    round_()
    assert server.letters == []  # the week in which it was set up

    saturday()
    for _ in range(3):
        round_()

    (letter,) = server.letters
    assert letter.to == ADDRESS
    assert "مراجعه‌ها به تفکیک خدمت: ۱۴۰۵/۰۸/۳۰ تا ۱۴۰۵/۰۹/۰۶" in letter.subject
    assert "http://localhost/manage/reports/saved/1?on=2026-11-28" in letter.text


def test_nothing_is_sent_before_eight_in_the_morning(save, send_to, round_, server, saturday):
    send_to(save(sends="week"))
    saturday(hour=4, minute=20)  # 07:50 in Tehran
    round_()
    assert server.letters == []

    saturday(hour=4, minute=31)
    round_()
    assert len(server.letters) == 1


def test_each_week_and_each_month_have_their_own_links(save, send_to, round_, server, saturday):
    send_to(save(name="week", sends="week"))
    send_to(save(name="month", sends="month", period="month"))
    saturday()
    round_()
    clock.fix(SATURDAY + timedelta(days=7))
    round_()
    clock.fix(SATURDAY + timedelta(days=24))  # 1 Dey, a Tuesday: the month, and the weeks that a server slept through
    round_()

    days = [letter.text.partition("?on=")[2][:10] for letter in server.letters]
    assert days == ["2026-11-28", "2026-12-05", "2026-12-19", "2026-12-22"]


def test_a_clock_that_goes_back_sends_nothing_twice(save, send_to, round_, server, saturday):
    send_to(save(sends="week"))
    clock.fix(SATURDAY + timedelta(days=7))
    round_()
    saturday()
    round_()
    clock.fix(SATURDAY + timedelta(days=7))
    round_()

    assert len(server.letters) == 1


def test_an_sms_has_no_link_unless_the_office_allows_links(save, send_to, round_, gateway, work, saturday, app, later):
    send_to(save(sends="week"), "sms")
    saturday()
    round_()
    later(seconds=1)
    work()
    clock.fix(SATURDAY + timedelta(days=7))
    app.config["SMS_LINKS"] = True
    round_()
    later(seconds=1)
    work()

    first, second = gateway.taken
    assert first[0] == NUMBER
    assert "مراجعه‌ها به تفکیک خدمت" in first[1]
    assert "http" not in first[1]
    assert second[1].endswith("http://localhost/manage/reports/saved/1?on=2026-12-05")


def test_no_message_has_the_name_of_the_report_or_a_figure(mailed, issue):
    for _ in range(7):
        issue()

    (letter,) = mailed(name="گزارش سارا")

    assert "سارا" not in letter.subject + letter.text
    assert "۷ " not in letter.text


def test_an_office_without_gateways_stays_quiet(save, send_to, round_, saturday, entries):
    send_to(save(sends="week"))
    send_to(save(name="other", sends="week"), "sms")
    saturday()
    before = len(entries())
    round_()

    assert len(entries()) == before
    assert db.session().query(Mail).count() == db.session().query(Notice).count() == 0


def test_who_has_left_or_lost_the_role_gets_nothing(save, send_to, round_, server, saturday, office):
    send_to(save(sends="week"), who="mayor")
    with transaction(office, "test") as tx:
        person = tx.session.query(Person).filter_by(sign_in_name="mayor").one()
        person.active = False
        tx.record(PersonSaved(person.id))
    saturday()
    round_()

    assert server.letters == []


def test_who_is_removed_after_the_letter_was_queued_does_not_get_it(save, send_to, server, saturday, office):
    report = save(sends="week")
    row = send_to(report)
    saturday()
    jobs.run_once()
    assert db.session().query(Mail).count() == 1

    recipients.remove(office, "test", report.id, row.id)
    outbox.run_once()

    assert server.letters == []
    assert db.session().query(Mail).one().state == "dropped"


@pytest.mark.parametrize(
    ("answer", "state", "later_sent"),
    [
        (RetryLater(UNREACHABLE), "waiting", 1),
        (SendRefused(WRONG_ADDRESS, 550), "refused", 0),
        (Unconfirmed("broken"), "unsure", 0),
    ],
)
def test_a_failure_is_retried_only_where_that_is_safe(mailed, round_, server, answer, state, later_sent):
    server.answers.append(answer)
    mailed()
    assert db.session().query(Mail).one().state == state

    clock.fix(SATURDAY + timedelta(minutes=30))
    round_()
    assert len(server.letters) == later_sent


def test_a_letter_that_could_not_be_sent_for_days_is_dropped(mailed, round_, server):
    server.answers.append(RetryLater(UNREACHABLE))
    mailed()
    clock.fix(SATURDAY + timedelta(days=3))
    round_()

    assert server.letters == []
    assert db.session().query(Mail).one().state == "dropped"


def test_a_process_that_died_while_sending_sends_nothing_again(save, send_to, round_, server, saturday):
    send_to(save(sends="week"))
    saturday()
    jobs.run_once()
    outbox.claim(1)

    clock.fix(SATURDAY + timedelta(minutes=30))
    round_()

    assert server.letters == []
    assert db.session().query(Mail).one().state == "unsure"


def test_a_restored_report_does_not_send_what_was_due_meanwhile(save, send_to, round_, server, saturday, office):
    report = save(sends="week")
    send_to(report)
    saved.remove(office, "test", report.id)
    saturday()
    round_()
    saved.restore(office, "test", report.id)
    round_()

    assert server.letters == []


WORKERS = 6


def test_workers_at_once_send_each_link_once_on_both_databases(either_office):
    app = current_app._get_current_object()
    app.extensions["deskq_outbox"].gateway = RecordingGateway()
    app.extensions[outbox.EXTENSION].server = mail = RecordingServer()
    wanted = {"subject": "visits", "by": "", "period": "week", "running": False, "first": None, "last": None}
    report = saved.save(either_office, "test", saved.Wanted(name="x", services="", sends="week", **wanted))
    person = db.session().query(Person).filter_by(sign_in_name="supervisor").one().id
    recipients.add(either_office, "test", report.id, person, "mail", ADDRESS)
    recipients.add(either_office, "test", report.id, person, "sms", NUMBER)
    clock.fix(SATURDAY)
    db.session.remove()
    together = threading.Barrier(WORKERS)

    def work() -> None:
        with app.app_context():
            together.wait()
            jobs.run_once()
            outbox.run_once()
            db.session.remove()

    with ThreadPoolExecutor(WORKERS) as workers:
        for done in [workers.submit(Context().run, work) for _ in range(WORKERS)]:
            done.result()

    assert len(mail.letters) == 1
    assert db.session().query(Notice).count() == 1
    assert db.session().get(SavedReport, report.id).sent_for == 14050907
