"""Whom no SMS reaches when a session is moved is named on its page, and ticked when they were told by hand."""

import json

import pytest
from sqlalchemy import select

from deskq.applications.models import Applicant
from deskq.commissions import queries
from deskq.commissions.models import CommissionCall, CommissionSession
from deskq.commissions.service import move, sessions
from deskq.commissions.service.sessions import Secretary
from deskq.core.db.journal import Entry
from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from tests.applications.conftest import BOTH, person_id
from tests.commissions.test_move import moved

MEMBERS = "قاضی دادگستری\nنمایندهٔ شورا"


@pytest.fixture
def more_settings():
    return {"SMS_GATEWAY": "console"}


@pytest.fixture
def planned(planned):
    planned.members = MEMBERS
    db.session.commit()
    return planned.id


@pytest.fixture
def silent_case(case, look):
    """A case whose applicant gave no telephone number, and wishes no SMS."""

    def made() -> int:
        found = case()
        session = look()
        session.get_one(Applicant, found).texts = False
        session.commit()
        return found

    return made


def row_of(planned: int) -> CommissionSession:
    return db.session().get_one(CommissionSession, planned)


def told_events(look):
    wanted = select(Entry.body).where(Entry.kind == "commission.move_told").order_by(Entry.sequence)
    return [json.loads(body)["verb"] for body in look().scalars(wanted)]


@BOTH
def test_applicants_without_sms_and_the_members_are_told_by_hand(case, silent_case, planned, secretary, sign_in):
    sessions.add_item(secretary, planned, case())
    silent = silent_case()
    sessions.add_item(secretary, planned, silent)
    assert queries.calls(db.session(), row_of(planned)) == []

    made = moved(secretary, row_of(planned))

    calls = queries.calls(db.session(), row_of(planned))
    assert made.unreached == [silent]
    assert [(one.application.id if one.application else None, one.member) for one in calls] == [
        (silent, ""), (None, "قاضی دادگستری"), (None, "نمایندهٔ شورا"),
    ]  # fmt: skip
    page = sign_in("planner").get(f"/commissions/sessions/{planned}").text
    assert "حضوری یا تلفنی خبر دهید" in page


def test_a_tick_is_journalled_once_and_can_be_taken_back(silent_case, planned, secretary, look, sign_in):
    sessions.add_item(secretary, planned, silent_case())
    moved(secretary, row_of(planned))
    [first, *_] = [one.id for one in look().query(CommissionCall).order_by(CommissionCall.id)]
    person, address = sign_in("planner"), f"/commissions/sessions/{planned}/calls/{first}"

    for told in ("1", "1", "0", "0", "1"):
        assert person.post(address, data={"told": told}).status_code == 303

    assert told_events(look) == ["tell", "untell", "tell"]
    assert look().get_one(CommissionCall, first).person_id == person_id("planner")


def test_a_second_move_begins_the_list_anew_and_who_is_taken_off_the_agenda_needs_no_call(
    silent_case, planned, secretary, look, sign_in
):
    item = sessions.add_item(secretary, planned, silent_case()).id
    moved(secretary, row_of(planned))
    old = [one.id for one in look().query(CommissionCall)]
    move.tell(secretary, planned, old[0], told=True)
    moved(secretary, row_of(planned), days=9)

    rows = look().query(CommissionCall).all()

    assert len(rows) == 3
    assert {one.told_at for one in rows} == {None}
    gone = max(one.id for one in rows) + 1
    refused = sign_in("planner").post(f"/commissions/sessions/{planned}/calls/{gone}", data={"told": "1"})
    assert refused.status_code == 409
    assert "فهرست" in refused.text

    sessions.remove_item(secretary, item)

    assert {one.item_id for one in look().query(CommissionCall)} == {None}


def test_only_who_runs_the_session_ticks(silent_case, planned, secretary, look, office):
    moved(secretary, row_of(planned))
    [first, *_] = [one.id for one in look().query(CommissionCall)]
    other = person_id("supervisor")

    with pytest.raises(Forbidden):
        move.tell(Secretary(office, f"person:{other}", other), planned, first, told=True)
