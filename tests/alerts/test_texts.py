"""SMS to people on duty: each thing once, together, after quiet hours, again only when asked for, and never twice."""

import pytest

from deskq.alerts import jobs, rules
from deskq.alerts.events import AlertsTexted
from deskq.alerts.service import duty, rounds
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text.persian import persian_digits
from deskq.messages.models import Message
from deskq.messages.service.refer import accept, refer
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service.issue import issue
from deskq.sms.models import Notice
from tests.alerts.conftest import NUMBER, after


@pytest.fixture
def waits(office, told):
    """``waits()``: somebody comes for a service; a wait is told by SMS from no minute on."""
    told("wait", limit=1, screens=False)
    told("idle", screens=False, texts=False)

    def come(code: str = "renewal_levy") -> None:
        issue(office, "test", NewTicket(code, secrets.new()))
        after(minutes=1)

    return come


def test_everybody_on_duty_gets_one_sms_about_it(round_, waits, on_duty, work, gateway):
    on_duty()
    on_duty("+989121234568", on_duty=False)
    on_duty("+989121234569", of_hall=False)
    on_duty("+989121234560")
    waits()

    for _ in range(3):
        round_()
        work()

    assert [number for number, _ in gateway.taken] == [NUMBER, "+989121234560"]
    assert "دقیقه" in gateway.texts[0]


def test_two_workers_that_look_at_once_tell_it_once(app, round_, waits, on_duty, work, gateway, monkeypatch):
    """The second has read that it is due before the first, in the middle of it, takes a whole round and tells it."""
    on_duty()
    waits()
    real, ran = rounds.transaction, []

    def transaction(office_id: int, by: str):
        if not ran:
            ran.append("inner")
            jobs.Rounds().once()
        return real(office_id, by)

    monkeypatch.setattr(rounds, "transaction", transaction)

    round_()
    work()

    assert ran == ["inner"]
    assert len(gateway.taken) == 1


def test_a_worker_that_begins_anew_tells_nothing_again(make_app, round_, waits, on_duty, work, gateway, look):
    on_duty()
    waits()
    round_()
    restarted = make_app()

    with restarted.app_context():
        for job in restarted.extensions["deskq_jobs"].jobs.values():
            if job.name == "alerts":
                job.function()
        db.session.remove()

    assert look().query(Notice).count() == 1


def test_what_comes_within_the_pause_is_told_together(round_, file, units, action, on_duty, told, work, gateway):
    told("referred", screens=False, repeat=0)
    on_duty()
    for _ in range(4):
        refer(action("operator", file(category="asphalt")), units["civil_works"])
        round_()
        work()
        after(minutes=1)
    assert len(gateway.taken) == 1

    after(seconds=rules.LEAST_PAUSE.total_seconds())
    round_()
    work()

    assert len(gateway.taken) == 2
    assert "۲ مورد دیگر" in gateway.texts[1]


def test_what_is_over_before_the_sms_goes_is_not_told(round_, waits, on_duty, work, gateway, at, look):
    on_duty()
    waits()
    round_()
    counters.open_counter(at(2))
    calls.call_next(at(2))
    round_()

    work()

    assert gateway.taken == []
    assert [(one.state, one.problem) for one in look().query(Notice)] == [("dropped", "untrue")]


def test_quiet_hours_put_it_off_and_lose_nothing(round_, file, units, action, on_duty, told, work, gateway, look):
    told("referred", quiet_from=9 * 60, quiet_until=11 * 60)
    on_duty()
    made = [file(category="asphalt") for _ in range(2)]
    code = made[1].code
    for one in made:
        refer(action("operator", one), units["civil_works"])
    round_()
    work()
    assert gateway.taken == []

    after(minutes=60)
    accept(action("civil", look().get(Message, 1)))
    round_()
    work()

    assert len(gateway.taken) == 1
    assert persian_digits(code[:4]) in gateway.texts[0]
    assert "مورد دیگر" not in gateway.texts[0]


@pytest.mark.parametrize(("repeat", "expected"), [(0, 1), (30, 3)])
def test_it_is_told_again_only_when_asked_for(round_, waits, told, on_duty, work, gateway, repeat, expected):
    waits()
    told("wait", limit=1, screens=False, repeat=repeat)
    on_duty()

    for _ in range(7):
        round_()
        work()
        after(minutes=10)

    assert len(gateway.taken) == expected


def test_a_report_is_in_no_sms(round_, file, units, on_duty, told, work, gateway, standing):
    told("late", screens=True)
    on_duty()
    made = file("report", body="گزارش")
    clock.fix(made.due_at)

    round_()
    work()

    assert standing() == [("late", made.id)]
    assert gateway.taken == []


def test_nobody_who_left_the_list_is_texted(round_, waits, on_duty, office, work, gateway):
    person_id = on_duty().id
    waits()
    round_()

    duty.remove(office, "test", person_id)
    work()

    assert gateway.taken == []


def test_the_journal_says_what_was_told_and_no_number(round_, waits, on_duty, office, gateway):
    on_duty()
    waits()

    round_()

    rows = list(journal.walk(db.session(), office))
    assert [row.event.people for row in rows if isinstance(row.event, AlertsTexted)] == [1]
    assert not [row for row in rows if "9121234567" in row.body or "رضا" in row.body]
