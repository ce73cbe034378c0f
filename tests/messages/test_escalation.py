"""Escalation of late messages: in order, once per level, also after downtime and by several processes."""

import sys
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.message_settings.models import MessagePolicy
from deskq.messages import jobs
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers, visibility
from deskq.messages.rules import deadlines
from deskq.messages.service import extend_deadline
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.refer import refer
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person


@pytest.fixture
def late(referred) -> Message:
    return referred


def climbs(message: Message) -> list[str]:
    return [step.note for step in message_queries.steps(db.session(), message.id) if step.verb == "escalate"]


def test_a_list_shows_how_much_of_the_time_is_used(late):
    moments = (late.started_at - timedelta(days=1), late.amber_at, late.red_at, late.due_at, late.due_at + timedelta(9))
    between = late.amber_at + (late.red_at - late.amber_at) / 2

    assert [deadlines.share_used(late, moment) for moment in moments] == [0.0, 0.5, 0.75, 1.0, 1.0]
    assert deadlines.share_used(late, between) == pytest.approx(0.625)


def test_nobody_is_informed_before_the_due_date(late):
    clock.fix(late.due_at - timedelta(microseconds=1))

    jobs.run_once()

    assert (late.escalation, climbs(late)) == (0, [])


def test_a_message_escalates_one_level_at_each_share_of_its_time(late):
    whole, levels = late.due_at - late.started_at, []

    for share in (0.9, 1.0, 1.2, 1.25, 1.5, 5.0):
        clock.fix(late.started_at + whole * share)
        jobs.run_once()
        levels.append(late.escalation)

    assert levels == [0, 1, 1, 2, 3, 3]
    assert late.escalates_at is None
    assert deadlines.age(late, clock.now()) == "late"


def test_after_days_of_downtime_every_missed_level_is_escalated_in_order(late, office):
    clock.fix(late.due_at + timedelta(days=60))

    jobs.run_once()

    assert climbs(late) == ["عمران", "معاونت فنی و عمرانی", "شهردار"]
    told = [entry.facts["level"] for entry in journal.walk(db.session(), office) if entry.kind == "message.escalated"]
    assert told == [1, 2, 3]


def test_without_a_head_the_unit_above_is_informed(file, units, action):
    made = file(category="green")
    refer(action("operator", made), units["green_space"])
    clock.fix(made.due_at)

    jobs.run_once()

    assert climbs(made) == ["معاونت خدمات شهری"]


def test_with_an_inactive_head_the_unit_above_is_informed(late, office, about):
    head = db.session().get(Person, about().units[late.unit_id].head_id)
    head.active = False
    db.session.commit()
    clock.fix(late.due_at)

    jobs.run_once()

    assert climbs(late) == ["معاونت فنی و عمرانی"]
    deputy = staff_queries.person_by_name(db.session(), "deputy")
    viewer = viewers.viewer(db.session(), office, deputy.id, clock.now().date())
    assert visibility.escalation_levels(viewer, about())[late.unit_id] == 1, "and finds it in their list"


def test_many_late_messages_all_escalate(file, units, action, monkeypatch):
    monkeypatch.setattr(sys.modules["deskq.messages.service.escalate"], "PIECE", 3)
    made = [file("suggestion") for _ in range(8)]
    clock.fix(max(one.due_at for one in made))

    jobs.run_once()

    assert [one.escalation for one in made] == [1] * 8


def test_with_nothing_to_do_no_office_is_locked(late, office):
    before = len(list(journal.walk(db.session(), office)))

    for _ in range(3):
        jobs.run_once()

    assert len(list(journal.walk(db.session(), office))) == before


def test_two_jobs_at_once_escalate_only_once(late, together):
    clock.fix(late.due_at + timedelta(days=60))

    assert together(jobs.run_once, jobs.run_once) == [None, None]

    assert len(climbs(late)) == 3


def test_an_answered_message_is_not_escalated(late, action):
    clock.fix(late.due_at)
    jobs.run_once()
    answer(action("civil", late), Answer("explained", "ببخشید، انجام شد."))
    clock.fix(late.due_at + timedelta(days=30))

    jobs.run_once()

    assert (late.state, late.escalation) == ("closed", 1)


def test_a_new_due_date_restarts_the_escalation(late, action):
    clock.fix(late.due_at)
    jobs.run_once()
    extend_deadline.extend(action("civil", late), late.due_at + timedelta(days=10), "قطعه در راه است")
    assert late.escalation == 0
    clock.fix(late.due_at)

    jobs.run_once()

    assert late.escalation == 1


def test_answers_without_a_reaction_are_closed_unless_a_feedback_call_is_pending(file, action, units, later):
    quiet, rung = file("suggestion"), file("suggestion", phone="09121234567")
    for made in (quiet, rung):
        refer(action("operator", made), units["civil_works"])
        answer(action("civil", made), Answer("explained", "شد."))
    later(days=11)

    jobs.run_once()

    assert (quiet.state, rung.state) == ("closed", "answered")


def test_an_office_without_message_settings_is_skipped(office):
    session = db.session()
    session.delete(session.get(MessagePolicy, office))
    session.commit()

    jobs.run_once()

    assert office_queries.offices(db.session()) == [office]
