"""The clock waits for the citizen or an outside body, and runs again by itself."""

from datetime import datetime, timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from deskq.message_pauses import jobs, queries, rules, service
from deskq.messages.models import Message
from deskq.messages.queries import kept_promises
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.transitions import CannotMove, ClockPaused
from deskq.messages.service import extend_deadline
from deskq.messages.service.answer import Answer, answer
from deskq.portal import service as portal
from tests.message_pauses.conftest import QUESTION
from tests.tools.refusals import refused_at


@pytest.fixture
def asked(ask):
    return ask()


def test_the_reply_lets_the_clock_run_again_with_as_much_time_as_was_left(referred, action, later, now_of, office):
    due = referred.due_at
    message = service.ask_back(action("civil", referred), QUESTION, clock.now() + timedelta(days=10))
    latest = message.due_at
    assert (message.waits_for, latest > due) == ("citizen", True)

    later(days=3)
    portal.add_words(office, referred.id, "پلاک ۱۲")

    after = now_of(referred.id)
    assert after.waits_for is None
    assert due + timedelta(days=3) <= after.due_at < latest
    steps = message_queries.steps(db.session(), referred.id)
    assert [step.verb for step in steps[-3:]] == ["ask_back", "add", "resume"]
    assert (steps[-1].outcome, steps[-1].due_at) == ("replied", after.due_at)


def test_without_a_reply_it_runs_again_by_itself_with_a_clear_outcome(asked, later, now_of):
    promised = asked.due_at
    later(days=9)
    jobs.run_once()
    assert now_of(asked.id).waits_for == "citizen"

    later(days=5)
    jobs.run_once()

    after = now_of(asked.id)
    assert (after.waits_for, after.due_at) == (None, promised)
    assert queries.last(db.session(), asked.id).outcome == "silent"
    assert message_queries.steps(db.session(), asked.id)[-1].outcome == "silent"


def test_a_waiting_message_is_not_escalated_and_cannot_be_extended(asked, action, later):
    later(days=8)
    assert asked.escalates_at > clock.now()

    with pytest.raises(ClockPaused):
        extend_deadline.extend(action("civil", asked), clock.now() + timedelta(days=90), "چون")
    assert asked.waits_for == "citizen"


def test_it_waits_for_an_outside_body_until_the_unit_resumes_it(referred, action, later, now_of):
    until = clock.now() + timedelta(days=20)
    service.wait_outside(action("civil", referred), "شرکت آب", "حفاری دست آن شرکت است", until)
    step = message_queries.steps(db.session(), referred.id)[-1]
    assert step.words == "شرکت آب: حفاری دست آن شرکت است"

    later(days=2)
    service.resume(action("civil", referred), "نامه رسید")

    assert now_of(referred.id).waits_for is None
    assert queries.last(db.session(), referred.id).outcome == "ended"


def test_what_the_citizen_adds_does_not_end_the_wait_for_an_outside_body(referred, action, office, now_of):
    service.wait_outside(action("civil", referred), "شرکت آب", "چون", clock.now() + timedelta(days=20))

    portal.add_words(office, referred.id, "هنوز خراب است")

    assert now_of(referred.id).waits_for == "outside"


def test_an_answer_and_a_withdrawal_end_the_wait(asked, ask, action, office, now_of):
    other = ask()

    answer(action("civil", asked), Answer("explained", "درست شد"))
    portal.withdraw(office, other.id)

    for message in (asked, other):
        assert now_of(message.id).waits_for is None
        assert queries.last(db.session(), message.id).outcome == "over"


def test_who_may_ask_and_what_is_refused(referred, action, file, now_of):
    tomorrow = clock.now() + timedelta(days=1)

    def ask(name: str = "civil", message: Message = referred, question: str = QUESTION, until: datetime = tomorrow):
        service.ask_back(action(name, message), question, until)

    with refused_at("words"):
        ask(question="")
    for until in (clock.now(), clock.now() + timedelta(days=367)):
        with refused_at("day"):
            ask(until=until)
    with refused_at("body", "words"):
        service.wait_outside(action("civil", referred), " ", "", tomorrow)
    with pytest.raises(Forbidden):
        ask("operator")
    with pytest.raises(rules.NotWaiting):
        service.resume(action("civil", referred))
    ask()
    with pytest.raises(rules.AlreadyWaiting):
        ask()
    with pytest.raises(rules.NotOfReports):
        ask("inspectorate", file("report"))
    portal.withdraw(referred.office_id, referred.id)
    with pytest.raises(CannotMove):
        ask()
    assert now_of(referred.id).state == "withdrawn"


def test_the_share_in_time_counts_the_days_in_the_towns_hands(referred, action, later, office, now_of):
    due = referred.first_due_at
    service.ask_back(action("civil", referred), QUESTION, clock.now() + timedelta(days=30))
    later(days=20)
    portal.add_words(office, referred.id, "پلاک ۱۲")
    answer(action("civil", referred), Answer("explained", "درست شد"))

    after = now_of(referred.id)
    assert after.first_due_at == due < after.first_answered_at <= after.counted_due_at
    whole = (clock.now() - timedelta(days=60), clock.now() + timedelta(days=60))
    assert kept_promises.promises_kept(db.session(), office, *whole) == (1, 1)
    (waits,) = queries.paused_clocks(db.session(), office, *whole)
    assert (waits.whom, waits.waits, round(waits.days)) == (rules.WHOM["citizen"], 1, 20)


def test_a_late_answer_stays_late_however_long_the_clock_waited_afterwards(referred, action, later, office):
    later(days=40)
    service.ask_back(action("civil", referred), QUESTION, clock.now() + timedelta(days=10))
    later(days=1)
    portal.add_words(office, referred.id, "پلاک ۱۲")
    answer(action("civil", referred), Answer("explained", "درست شد"))

    whole = (clock.now() - timedelta(days=60), clock.now() + timedelta(days=60))
    assert kept_promises.promises_kept(db.session(), office, *whole) == (0, 1)
