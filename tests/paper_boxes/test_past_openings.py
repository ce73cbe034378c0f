"""Openings of a box that are typed later: the day is stated, and when it was typed is kept beside it."""

from datetime import date

import pytest

from deskq.coding import counts
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.messages.models import Message
from deskq.messages.queries import kept_promises
from deskq.messages.service.message_input import MessageInput
from deskq.paper_boxes import queries, service
from deskq.paper_boxes.service import OpeningInput, PastOpening
from tests.paper_boxes.openings import person
from tests.tools.images import picture
from tests.tools.refusals import refused_at

__all__ = ["person"]
DAY = date(2019, 1, 15)  # 25 Dey 1397
HALF = Half(13972)


@pytest.fixture
def typed(office, box, person):
    """``typed(settled)``: an opening of 1397 with one slip."""

    def record(settled: bool = True) -> Message:
        content = OpeningInput(box, 1, [person("supervisor")], "", "", PastOpening(DAY, settled))
        opening = service.open_box(office, "person:1", person("operator"), content, f"past {settled}").id
        slip = MessageInput("criticism", "box", body="چراغ کوچه خاموش است")
        row = service.add_slip(office, "person:1", person("operator"), opening, slip, "a slip")
        return db.session().get_one(Message, row.message_id)

    return record


def test_a_slip_of_the_past_has_the_stated_day_and_says_when_it_was_typed(office, typed):
    message = typed()

    assert (message.day, message.registered_at.date()) == (13971025, DAY)
    assert message.recorded_at == clock.now()
    facts = {entry.kind: entry.facts for entry in journal.walk(db.session(), office)}
    assert facts["box.past"]["day"] == facts["message.past"]["day"] == 13971025
    assert [row.items for row in counts.counted(db.session(), office, HALF.days)] == [1]


def test_a_slip_for_the_reports_only_waits_for_nobody_and_breaks_no_promise(office, typed):
    message = typed()

    assert (message.state, message.escalates_at, message.first_due_at) == ("closed", None, None)
    assert kept_promises.promises_kept(db.session(), office, message.registered_at, clock.now()) == (0, 0)
    assert "message.registered" not in [entry.kind for entry in journal.walk(db.session(), office)]


def test_a_slip_that_is_still_to_be_answered_has_its_deadline_from_today(typed):
    message = typed(settled=False)

    assert message.state == "registered"
    assert message.due_at > clock.now()
    assert message.day == 13971025


def test_an_undone_slip_of_the_past_is_not_counted(office, typed, person):
    message = typed()
    opening = message.opening_id
    slip = queries.last_slip(db.session(), opening, person("operator"))

    service.undo_slip(office, "person:1", person("operator"), opening, slip.id)

    assert counts.counted(db.session(), office, HALF.days) == []


def test_a_day_that_is_not_over_is_refused(office, box, person):
    content = OpeningInput(box, 1, [person("supervisor")], "", "", PastOpening(clock.today()))

    with refused_at("day"):
        service.open_box(office, "person:1", person("operator"), content, "too late")


def test_the_form_takes_the_day_of_the_minutes_and_the_pages_show_both_days(sign_in, box, person):
    reader = sign_in("operator")
    form = {"slips": "1", "witnesses": person("supervisor"), "day": "1397/10/25", "request_key": "a" * 22}

    opened = reader.post(f"/boxes/{box}/openings", data={**form, "scan": (picture(), "minutes.jpg")})

    assert opened.status_code == 303, opened.text
    page = reader.get(f"{opened.location}?lang=en").text
    assert "15 January 2019" in page
    assert "nobody gets them to answer" in page
    assert reader.get(f"{opened.location}/scan").status_code == 200
    assert "Typed" in reader.get(f"{opened.location}/minutes?lang=en").text
