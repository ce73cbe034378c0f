"""What counts as whose work: by unit, role, escalation and leave; and what everybody's visibility keeps from them."""

from datetime import timedelta

import pytest

from deskq.applications.models import Application
from deskq.applications.queries import application
from deskq.applications.service import stages
from deskq.applications.service.edit import Action
from deskq.core.extensions import db
from deskq.messages import jobs
from deskq.messages.models import Message
from tests.applications.conftest import person_id

#: What an inquiry needs; its first stage after the desk is with the planning unit.
PAPERS = frozenset({"agency_letter", "sketch", "identity"})


def messages(own) -> list[str]:
    return [one.title for one in own["inbox.index"]]


@pytest.fixture
def number(tasks_of):
    """``number("applications.index", "mayor", "planner")``: how many tasks of that page each of them has."""
    return lambda page, *names: {name: len(tasks_of(name)[0][page]) for name in names}


def test_a_new_message_is_the_work_of_who_refers_it(file, number):
    file(category="asphalt")

    found = number("inbox.index", "operator", "civil", "planner", "karimi", "mayor")
    assert found == {"operator": 1, "civil": 0, "planner": 0, "karimi": 0, "mayor": 0}


def test_a_referred_message_is_the_work_of_its_unit_alone(referred, number):
    found = number("inbox.index", "operator", "civil", "city", "mayor")

    assert found == {"operator": 0, "civil": 1, "city": 0, "mayor": 0}


def test_what_a_colleague_took_up_is_theirs_alone(referred, tasks_of, look):
    session = look()
    session.get(Message, referred.id).person_id = person_id("city")
    session.commit()

    assert messages(tasks_of("civil")[0]) == []


def test_a_message_whose_clock_waits_for_the_citizen_is_nobodys_work(referred, tasks_of, look):
    session = look()
    row = session.get(Message, referred.id)
    row.waits_for, row.waits_until = "citizen", row.due_at
    session.commit()

    own, counts = tasks_of("civil")

    assert messages(own) == []
    assert counts["inbox.index"].open == 0


def test_a_late_message_is_the_work_of_those_to_whom_it_was_escalated(referred, tasks_of, later):
    assert messages(tasks_of("mayor")[0]) == []
    later(days=60)
    jobs.run_once()

    own, _ = tasks_of("mayor")

    assert [one.next_step for one in own["inbox.index"]] == ["It was escalated to you: ask the unit, or decide"]


def test_a_colleague_on_leave_hands_over_and_the_row_says_so(referred, work_of, on_leave):
    on_leave("civil", "city")

    (row,) = work_of("city")

    assert "for Mahmoud Heidari, who is on leave" in row.text


def test_what_was_theirs_before_does_not_say_that_it_is_for_somebody_else(referred, work_of, on_leave):
    on_leave("city", "civil")

    (row,) = work_of("civil")

    assert "on leave" not in row.text


def test_each_stage_of_an_application_stands_once(opened, tasks_of):
    opened()

    own, counts = tasks_of("planner")

    assert [one.title for one in own["inspections.index"]] == ["Building permit · Site inspection"]
    assert own["applications.index"] == []
    assert counts["inspections.index"].open == 1


def test_an_objection_is_the_work_of_those_who_decide(opened, number, look):
    made, session = opened(), look()
    row = session.get(Application, made.id)
    row.state, row.objected = "objected", True
    session.commit()

    found = number("applications.index", "inspectorate", "mayor", "planner")
    assert found == {"inspectorate": 1, "mayor": 1, "planner": 0}


def test_what_an_applicant_sent_is_the_work_of_the_unit_and_of_who_opened_it(opened, tasks_of, look):
    made = opened()
    session = look()
    row = session.get(Application, made.id)
    row.arrived_at = row.call_asked_at = row.opened_at + timedelta(hours=1)
    session.commit()

    steps = {name: [one.next_step for one in tasks_of(name)[0]["applications.index"]]
             for name in ("planner", "karimi", "rahmani", "operator")}  # fmt: skip

    assert steps == {
        "planner": ["Call the applicant back"], "karimi": ["Call the applicant back"], "rahmani": [], "operator": [],
    }  # fmt: skip


def test_a_head_reads_of_units_below_only_when_a_promise_is_long_broken(opened, tasks_of, later):
    opened()
    assert tasks_of("mayor")[0]["applications.index"] == []

    later(days=60)

    (task,) = tasks_of("mayor")[0]["applications.index"]
    assert task.next_step.startswith("The promise is broken: ask ")


def test_initials_tell_for_whom_it_is_and_no_more(opened, tasks_of):
    opened(name="کاظم یوسفی", parcel_code="1-65-22")

    (task,) = tasks_of("planner")[0]["inspections.index"]

    assert task.about == "ک. ی. · parcel 1-65-22"


def test_a_confidential_report_is_shown_to_its_readers_alone(file, units, number):
    file("report", about_unit_id=units["civil_works"])

    found = number("inbox.index", "inspectorate", "operator", "civil", "supervisor", "mayor")
    assert found == {"inspectorate": 1, "operator": 0, "civil": 0, "supervisor": 0, "mayor": 0}


@pytest.mark.parametrize("name", ["operator", "civil", "planner", "inspectorate", "mayor", "supervisor", "karimi"])
def test_the_numbers_are_those_of_the_lists(opened, file, referred, tasks_of, later, name):
    opened(), opened("utility_inquiry", received=PAPERS), file("complaint"), file("suggestion")
    later(days=40)

    own, counts = tasks_of(name)

    listed = {page: sum(one.number for one in tasks) if page in MANY else len(tasks) for page, tasks in own.items()}
    assert {page: one.open for page, one in counts.items()} == listed


#: Their rows stand for several things.
MANY = ("calls.index", "coding.start", "manage_appointments.index")


def test_a_finished_stage_moves_on_to_the_next_unit(opened, tasks_of, office):
    made = opened("utility_inquiry", received=PAPERS)
    before = [one.code for one in tasks_of("planner")[0]["applications.index"]]
    row = next(one for one in application.stages(db.session(), made.id) if one.state == "here")
    stages.complete(Action(office, f"person:{person_id('planner')}", person_id("planner"), made.id, None), row.code)

    after = [one.code for one in tasks_of("planner")[0]["applications.index"]]

    assert before == [made.code]
    assert len(after) <= 1
