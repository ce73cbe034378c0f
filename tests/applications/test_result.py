"""An application with a result says where it is, until when it is kept, and how long it is valid."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from deskq.applications.queries.shown import shown
from deskq.applications.rules import result as rules
from deskq.applications.service import stages
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.printing.ticket_content import compose
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules import content as content_rules
from deskq.service_sheets.service import sheets
from tests.applications.conftest import DIGGING, words_of

SAID = {
    "handover": Name("اتاق ۱۲، طبقهٔ دوم", "Room 12, second floor"),
    "keep_days": 30,
    "valid_for": 24,
    "valid_unit": "month",
    "validity": Name("اگر کار تا یک سال آغاز شود", "if work begins within a year"),
}


def _say(office: int, code: str, **texts: object) -> None:
    sheets.save(office, "test", code, replace(sheet_queries.sheet(db.session(), office, code).content, **texts))


@pytest.fixture
def finished(opened, action, later):
    """``finished()``: a digging permit that was issued an hour after it was opened."""

    def make(**given: object):
        made = opened("dig_permit", received=DIGGING, **given)
        later(hours=1)
        for stage, person in (("joint_visit", "civil"), ("fees", "revenue"), ("issue", "civil")):
            stages.complete(action(person, made), stage)
        return made

    return make


def test_the_last_pages_say_where_until_when_and_how_long(office, finished, read, sign_in):
    _say(office, "dig_permit", **SAID)
    made = finished()

    result = shown(db.session(), made).result
    valid = jalali.written_date(jalali.later(result.ready_at.date(), months=24), "en")
    for page in (
        read(f"/track/{made.code}?lang=en"),
        words_of(sign_in("civil").get(f"/applications/{made.id}/receipt?lang=en").text),
    ):
        assert "Room 12, second floor" in page
        assert f"until {valid} (24 months; if work begins within a year )" in page
        assert jalali.written_date(result.keep_until.date(), "en") in page
    assert result.keep_until.date() == result.ready_at.date() + timedelta(days=30)  # this office is open every day


def test_without_words_of_the_office_it_is_at_the_service_desk_and_nothing_is_said_of_validity(finished, read):
    page = read(f"/track/{finished().code}?lang=en")

    assert "Where to get it, if you do not have it yet At the service desk" in page
    assert "Please get it by" not in page
    assert "Valid" not in page


def test_before_it_is_ready_nothing_is_said(office, opened, read):
    _say(office, "dig_permit", **SAID)

    assert "Room 12" not in read(f"/track/{opened('dig_permit', received=DIGGING).code}?lang=en")


class Stage:
    def __init__(self, days: int, *, at_desk: bool):
        self.days, self.at_desk = days, at_desk


class Sheet(NamedTuple):
    handover: Name
    stages: list[Stage]


class Last:
    def __init__(self, state: str, begun_at: date | None):
        self.state, self.begun_at = state, begun_at


BEGUN, ENDED = date(2026, 11, 1), date(2026, 11, 9)
DESK, OFFICE, UNIT = Stage(0, at_desk=True), Stage(1, at_desk=True), Stage(1, at_desk=False)


@pytest.mark.parametrize(
    ("state", "last_stage", "row", "ready"),
    [
        ("open", DESK, Last("here", BEGUN), BEGUN),  # it is being handed over
        ("open", OFFICE, Last("here", BEGUN), None),
        ("open", DESK, Last("to_come", None), None),
        ("finished", DESK, Last("done", BEGUN), BEGUN),
        ("finished", OFFICE, Last("done", BEGUN), ENDED),
        ("refused", DESK, Last("here", BEGUN), None),
        ("objected", DESK, Last("here", BEGUN), None),
    ],
)
def test_a_result_is_ready_when_its_handing_over_begins(state, last_stage, row, ready):
    ended = ENDED if state in ("finished", "refused") else None
    assert rules.ready_at(state, ended, [OFFICE, last_stage], row) == ready


@pytest.mark.parametrize(
    ("handover", "last_stage", "place"),
    [
        (SAID["handover"], DESK, "words"),
        (SAID["handover"], UNIT, "words"),
        (Name("", ""), DESK, "desk"),
        (Name("", "Room 12"), DESK, "desk"),
        (Name("", ""), UNIT, "unit"),
    ],
)
def test_it_is_where_the_office_says_else_at_the_desk_for_a_last_stage_there_else_in_the_unit(
    handover, last_stage, place
):
    assert rules.place(Sheet(handover, [OFFICE, last_stage])) == place


@pytest.mark.parametrize(
    ("place", "words", "sms"),
    [
        ("words", "Room 12, second floor", "see the tracking page"),
        ("desk", "At the service desk", "Collect the result at the service desk"),
        ("unit", "Civil works", "see the tracking page"),
    ],
)
def test_page_printed_receipt_and_sms_say_the_same_place(app, office, finished, read, place, words, sms, told):
    content = sheet_queries.sheet(db.session(), office, "dig_permit").content
    last = replace(content.stages[-1], at_desk=place == "desk")
    handover = SAID["handover"] if place == "words" else content.handover
    _say(office, "dig_permit", stages=(*content.stages[:-1], last), handover=handover)
    ticket = issue.issue(office, "test", NewTicket("building_permit", "s" * 40, language="en"))
    made = finished(language="en", ticket_id=ticket.id)

    assert f"Where to get it, if you do not have it yet {words}" in read(f"/track/{made.code}?lang=en")
    assert words in dict(compose(app, ticket.id, "receipt").facts)["Where to get it"]
    assert sms in told()[-1]


@pytest.mark.parametrize(
    ("day", "count", "unit", "last"),
    [(14050903, 24, "month", 14070903), (14050631, 1, "month", 14050731 - 1), (14031230, 1, "year", 14041229),
     (14050903, 10, "day", 14050913)],
)  # fmt: skip
def test_it_is_valid_for_months_of_the_persian_calendar(day, count, unit, last):
    assert jalali.day_number(rules.valid_until(jalali.gregorian(day), count, unit)) == last


def test_a_sheet_of_before_reads_and_writes_the_same(office):
    content = sheet_queries.sheet(db.session(), office, "dig_permit").content
    assert not {"refund", "handover", "keep_days"} & set(content_rules.written(replace(content)).split('"'))
    assert content_rules.read(content_rules.written(replace(content, **SAID))) == replace(content, **SAID)


@pytest.mark.parametrize("wrong", [{"keep_days": 367}, {"valid_for": 41, "valid_unit": "year"}, {"valid_unit": "week"}])
def test_lengths_beyond_reason_are_refused(office, wrong):
    with pytest.raises(InvalidInput):
        _say(office, "dig_permit", **wrong)
