"""Messages by API: filed, received as SMS, tracked by code."""

import pytest

from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.service import answer as answer_service
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.refer import refer
from tests.citizen_messages import about, action, file, units

__all__ = ["about", "action", "file", "units"]
BODY = {"body": "چاله جلوی مدرسه", "category": "asphalt", "address": "خیابان طالقانی", "channel": "ivr"}


@pytest.fixture
def app_machine(machine):
    return machine("integration")


def count(look) -> int:
    return look().query(Message).count()


def test_a_voice_menu_files_a_message(app_machine, look):
    answer = app_machine.post("/messages", BODY | {"latitude": 36.07, "longitude": 49.695, "phone": "09121234567"})

    assert answer.status_code == 201
    assert answer.json["state"] == "registered"
    assert answer.json["unit"]["fa"]
    made = look().query(Message).one()
    assert (made.code, made.channel, made.lat, made.lon) == (answer.json["code"], "ivr", 36070000, 49695000)


def test_the_same_key_is_the_same_message(app_machine, look):
    first, again = (app_machine.post("/messages", BODY, key="one call") for _ in range(2))
    other = app_machine.post("/messages", BODY | {"body": "دیگر"}, key="one call")

    assert first.text == again.text
    assert other.json["type"] == "key-reused"
    assert count(look) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"category": "nonsense"}, "category"),
        ({"district": "99"}, "district"),
        ({"latitude": 36.0}, "lat"),
        ({"latitude": 136.0, "longitude": 1}, "latitude"),
        ({"channel": "box"}, "channel"),
        ({"kind": "complaint"}, "name"),
        ({"phone": "0912"}, "phone"),
        ({"national_id": "1111111111"}, "national_id"),
        ({"body": ""}, "body"),
        ({"address": ""}, "address"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_invalid_values_are_reported_by_field(app_machine, look, wrong, field):
    answer = app_machine.post("/messages", BODY | wrong)

    assert answer.status_code == 422
    assert field in answer.json["fields"]
    assert count(look) == 0


def test_a_code_returns_the_progress_without_personal_data(app_machine, file, action, units):
    made = file(category="asphalt", name="سارا احمدی", phone="09121234567", body="حرف من")
    refer(action("operator", made), units["civil_works"])
    refer_service.accept(action("civil", made))

    answer = app_machine.get(f"/messages/{made.code}")

    assert answer.json["state"] == "accepted"
    assert answer.json["unit"]["fa"] == "عمران"
    assert [stage["state"] for stage in answer.json["stages"]] == ["registered", "referred", "accepted"]
    assert not any(words in answer.text for words in ("سارا", "حرف", "0912", "طالقانی"))


def test_a_confidential_report_has_no_unit_date_or_ending(app_machine, file, action, units):
    made = file("report", body="رشوه", about_unit_id=units["civil_works"])
    answer_service.answer(action("inspectorate", made), Answer("explained", "رسیدگی شد."))

    told = app_machine.get(f"/messages/{made.code}").json

    assert (told["state"], told["unit"], told["due_at"], len(told["stages"])) == ("registered", None, None, 1)


def test_a_wrong_check_digit_is_reported_and_an_unknown_code_is_not_found(app_machine, file):
    code = file(category="asphalt").code
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)

    assert app_machine.get(f"/messages/{wrong}").json["type"] == "wrong-code"
    assert app_machine.get("/messages/nonsense").status_code == 422


def test_only_permitted_roles_may_file_messages(machine):
    for role in ("kiosk", "clerk", "lobby"):
        assert machine(role).post("/messages", BODY).status_code == 403
    assert machine().get("/messages/123456789012").status_code == 401


def test_an_sms_becomes_a_message_once(app_machine, look):
    text = {"from": "09121234567", "text": "سطل پر است", "id": "a1", "at": "2026-11-24T08:00:00+03:30"}

    first, again = (app_machine.post("/messages/sms", text) for _ in range(2))

    assert first.status_code == 200
    assert (first.json["meaning"], first.json["code"]) == ("says", again.json["code"])
    assert count(look) == 1
    assert message.by_code(db.session(), 1, first.json["code"]).channel == "sms"


def test_too_many_sms_of_one_number_are_deferred(app_machine):
    answers = [
        app_machine.post("/messages/sms", {"from": "09121234567", "text": f"x{n}", "id": str(n)}) for n in range(13)
    ]

    assert [answer.status_code for answer in answers] == [200] * 12 + [429]
