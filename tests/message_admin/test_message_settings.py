"""Settings of messages: deadlines, districts, boxes and policy."""

import json
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.message_settings import queries
from deskq.message_settings.models import Category, District, MessageClass, MessagePolicy
from deskq.messages.models import Message
from deskq.messages.service.answer import Answer, answer
from deskq.paper_boxes.models import Box
from deskq.staff.models import Person
from deskq.units.models import Unit

pytestmark = pytest.mark.usefixtures("admin")


def test_a_changed_deadline_applies_to_new_messages_only(send, row, file):
    before = file()
    promised, number = before.due_at, before.id
    normal = row(MessageClass, code="normal")

    names = {"name_fa": normal.name_fa, "name_en": normal.name_en, "position": normal.position, "offered": "1"}
    send(f"/manage/messages/classes/{normal.id}", **names, amount="۵", measure="hours")

    assert row(Message, id=number).due_at == promised
    assert file().due_at == clock.now() + timedelta(hours=5)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "0", "This number is too small."),
        ("amount", "366", "This number is too large."),
        ("amount", "1.5", "Please enter a whole number."),
        ("measure", "moons", "Please choose one of the options."),
    ],
)
def test_a_deadline_is_a_number_and_a_known_measure(send, row, field, value, words):
    fields = {"code": "slow", "name_fa": "کند", "position": "9", "amount": "3", "measure": "days", field: value}

    assert words in send("/manage/messages/classes", 422, **fields)
    assert row(MessageClass, code="slow") is None


@pytest.mark.parametrize("code", ["normal", "complaint", "suggestion"])
def test_default_deadline_classes_cannot_be_deleted(send, row, code):
    found = row(MessageClass, code=code)

    off = send(f"/manage/messages/classes/{found.id}/offer", 409, offered="0")
    send(f"/manage/messages/classes/{found.id}/removal", 409)

    assert "so it must stay on the list" in off
    assert row(MessageClass, code=code).offered


@pytest.mark.parametrize(
    ("path", "model", "more"),
    [("districts", District, {}), ("boxes", Box, {"place_fa": "پارک شهر", "place_en": "City park"})],
)
def test_districts_and_boxes_are_created_changed_and_deleted(send, page, row, path, model, more):
    fields = {"name_fa": "تازه", "name_en": "Fresh one", "position": "7", "offered": "1", **more}

    assert "Fresh one" in send(f"/manage/messages/{path}", code="fresh", **fields)
    made = row(model, code="fresh")
    assert "Fresh one" in page(f"/manage/messages/{path}/{made.id}")
    send(f"/manage/messages/{path}/{made.id}", **{**fields, "name_en": "Other one"})
    assert row(model, code="fresh").name_en == "Other one"
    assert "is no longer offered" in send(f"/manage/messages/{path}/{made.id}/offer", offered="0")
    send(f"/manage/messages/{path}/{made.id}/removal")
    assert row(model, code="fresh") is None


def test_an_empty_list_explains_its_purpose(send, page, row):
    for code in ("hall", "bazaar"):
        send(f"/manage/messages/boxes/{row(Box, code=code).id}/removal")

    assert "There are no boxes yet." in page("/manage/messages/boxes")


TERMS = {"reopen_days": "۲۰", "quiet_days": "7", "near_days": "14", "near_metres": "100", "reply_days": "10",
         "outside_days": "30"}  # fmt: skip


def test_messages_begin_at_the_configured_units(send, row, file, units):
    send("/manage/messages", **TERMS, intake_unit_id=units["desk"], inspectorate_unit_id=units["inspectorate"])

    assert row(MessagePolicy).reopen_days == 20
    assert file().unit_id == units["desk"]


def test_complaints_require_a_separate_open_unit(send, units):
    send(f"/manage/messages/units/{units['archive']}/offer", offered="0")

    for intake, words in (
        ("desk", "Complaints and reports need a separate unit."),
        ("archive", "This unit is closed. Please choose another one."),
    ):
        chosen = {"intake_unit_id": units[intake], "inspectorate_unit_id": units["desk"]}
        assert words in send("/manage/messages", 422, **TERMS, **chosen)


def test_an_office_without_message_settings_is_set_up_by_one_action(send, page, row, look, office):
    session = look()
    for model in (Category, District, Box, MessageClass, MessagePolicy):
        session.query(model).delete()
    session.commit()
    page("/manage/messages/categories", 404)
    assert "Start accepting messages" in page("/manage/messages")

    text = send("/manage/messages/beginning")
    send("/manage/messages/beginning")

    assert "The office now accepts messages." in text
    assert len(queries.load_settings(look(), office).categories) == 22
    assert row(MessagePolicy).intake_unit_id == row(Unit, code="public_relations").id


def test_reports_follow_a_changed_inspectorate_and_are_read_there(send, row, file, action, units, inside, office, look):
    control = units["control"]
    given = ({"body": "رشوه خواستند"}, {"body": "و باز هم"}, {"about_unit_id": control})
    aside = file("report", about_unit_id=units["inspectorate"]).id
    made = [file("report", **one) for one in given]
    ids = [one.id for one in made]
    answer(action("inspectorate", made[1]), Answer("explained", "شد."))
    row(Person, sign_in_name="inspectorate").unit_id = control
    db.session.commit()
    intake = row(MessagePolicy).intake_unit_id

    text = send("/manage/messages", **TERMS, intake_unit_id=intake, inspectorate_unit_id=control)

    def opened(name: str, *messages: int) -> list[int]:
        return [inside(name).get(f"/inbox/{one}").status_code for one in messages]

    assert "Rules saved." in text
    assert [row(Message, id=one).unit_id for one in ids] == [control, control, units["mayor"]]
    assert opened("inspectorate", *ids, aside) == [200, 200, 404, 404]
    assert opened("mayor", ids[2], aside) == [200, 200]
    history = inside("inspectorate").get(f"/inbox/{ids[0]}").text
    assert "رشوه خواستند" in history
    assert row(Person, sign_in_name="admin").name in history
    told = [entry for entry in journal.walk(look(), office) if '"resettle"' in entry.body]
    assert [json.loads(entry.body)["message"] for entry in told] == ids


@pytest.mark.parametrize("written", [0, 2])
def test_a_unit_without_permitted_readers_cannot_become_the_inspectorate(send, row, file, units, written):
    for _ in range(written):
        file("report", body="رشوه")
    policy = row(MessagePolicy)
    chosen = {"intake_unit_id": policy.intake_unit_id, "inspectorate_unit_id": units["control"]}

    assert "where nobody may read them" in send("/manage/messages", 409, **TERMS, **chosen)
    assert row(MessagePolicy).inspectorate_unit_id == policy.inspectorate_unit_id
