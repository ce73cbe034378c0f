"""Late messages climb by themselves: in order, once, after any night without power, whoever looks."""

import sys
import threading
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
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
def late(file, units, action):
    made = file(category="asphalt")
    refer(action("operator", made), units["civil_works"])
    return made


def climbs(message: Message) -> list[str]:
    return [step.note for step in message_queries.steps(db.session(), message.id) if step.verb == "escalate"]


def test_a_list_draws_how_much_of_the_promise_is_used(late):
    moments = (late.started_at - timedelta(days=1), late.amber_at, late.red_at, late.due_at, late.due_at + timedelta(9))
    between = late.amber_at + (late.red_at - late.amber_at) / 2

    assert [deadlines.share_used(late, moment) for moment in moments] == [0.0, 0.5, 0.75, 1.0, 1.0]
    assert deadlines.share_used(late, between) == pytest.approx(0.625)


def test_before_it_is_due_nobody_is_told(late):
    clock.fix(late.due_at - timedelta(microseconds=1))

    jobs.keep_once()

    assert (late.escalation, climbs(late)) == (0, [])


def test_at_each_share_of_its_time_it_climbs_one_level(late):
    whole, levels = late.due_at - late.started_at, []

    for share in (1.0, 1.2, 1.25, 1.5, 5.0):
        clock.fix(late.started_at + whole * share)
        jobs.keep_once()
        levels.append(late.escalation)

    assert levels == [1, 1, 2, 3, 3]
    assert late.escalates_at is None


def test_after_days_without_power_every_missed_level_is_climbed_in_order(late, office):
    clock.fix(late.due_at + timedelta(days=60))

    jobs.keep_once()

    assert climbs(late) == ["عمران", "معاونت فنی و عمرانی", "شهردار"]
    told = [entry.facts["level"] for entry in journal.walk(db.session(), office) if entry.kind == "message.escalated"]
    assert told == [1, 2, 3]


def test_a_unit_nobody_heads_lets_the_one_above_be_told(file, units, action):
    made = file(category="green")
    refer(action("operator", made), units["green_space"])
    clock.fix(made.due_at)

    jobs.keep_once()

    assert climbs(made) == ["معاونت خدمات شهری"]


def test_a_head_who_has_left_lets_the_one_above_be_told(late, office, about):
    head = db.session().get(Person, about().units[late.unit_id].head_id)
    head.active = False
    db.session.commit()
    clock.fix(late.due_at)

    jobs.keep_once()

    assert climbs(late) == ["معاونت فنی و عمرانی"]
    deputy = staff_queries.person_by_name(db.session(), "deputy")
    viewer = viewers.viewer(db.session(), office, deputy.id, clock.now().date())
    assert visibility.escalation_levels(viewer, about())[late.unit_id] == 1, "and finds it in their list"


def test_many_late_messages_all_climb(file, units, action, monkeypatch):
    monkeypatch.setattr(sys.modules["deskq.messages.service.escalate"], "PIECE", 3)
    made = [file("suggestion") for _ in range(8)]
    clock.fix(max(one.due_at for one in made))

    jobs.keep_once()

    assert [one.escalation for one in made] == [1] * 8


def test_with_nothing_to_do_no_office_is_held(late, office):
    before = len(list(journal.walk(db.session(), office)))

    for _ in range(3):
        jobs.keep_once()

    assert len(list(journal.walk(db.session(), office))) == before


def test_two_keepers_at_once_tell_nobody_twice(app, late, office):
    clock.fix(late.due_at + timedelta(days=60))
    start, faults = threading.Barrier(2), []

    def keep():
        try:
            with app.app_context():
                start.wait(10)
                jobs.keep_once()
                db.session.remove()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=keep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    db.session.rollback()
    assert faults == []
    assert len(climbs(late)) == 3


def test_what_is_answered_climbs_no_further(late, action):
    clock.fix(late.due_at)
    jobs.keep_once()
    answer(action("civil", late), Answer("explained", "ببخشید، انجام شد."))
    clock.fix(late.due_at + timedelta(days=30))

    jobs.keep_once()

    assert (late.state, late.escalation) == ("closed", 1)


def test_a_new_promise_begins_the_climb_anew(late, action):
    clock.fix(late.due_at)
    jobs.keep_once()
    extend_deadline.extend(action("civil", late), late.due_at + timedelta(days=10), "قطعه در راه است")
    assert late.escalation == 0
    clock.fix(late.due_at)

    jobs.keep_once()

    assert late.escalation == 1


def test_quiet_answers_are_closed_and_those_still_to_be_rung_about_are_not(file, action, units, later):
    quiet, rung = file("suggestion"), file("suggestion", phone="09121234567")
    for made in (quiet, rung):
        refer(action("operator", made), units["civil_works"])
        answer(action("civil", made), Answer("explained", "شد."))
    later(days=11)

    jobs.keep_once()

    assert (quiet.state, rung.state) == ("closed", "answered")


def test_an_office_that_takes_no_messages_yet_is_passed_over(app, office):
    from deskq.message_settings.models import MessagePolicy

    session = db.session()
    session.delete(session.get(MessagePolicy, office))
    session.commit()

    jobs.keep_once()

    assert office_queries.offices(db.session()) == [office]
