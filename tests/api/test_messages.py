"""Messages by API: filed, received as SMS, tracked by code."""

import base64

import pytest

from deskq.core.extensions import db
from deskq.message_settings.models import MessageQuestion
from deskq.messages import question_answers
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.service import answer as answer_service
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.refer import refer
from deskq.portal import service as portal
from deskq.web import uploads
from tests.tools.images import picture
from tests.tools.pdf_files import pdf

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
        ({"category": "nonsense"}, "category"), ({"district": "99"}, "district"), ({"latitude": 36.0}, "lat"),
        ({"latitude": 136.0, "longitude": 1}, "latitude"), ({"channel": "box"}, "channel"),
        ({"kind": "complaint"}, "name"), ({"phone": "0912"}, "phone"), ({"national_id": "1111111111"}, "national_id"),
        ({"body": ""}, "body"), ({"address": ""}, "address"), ({"surprise": 1}, "surprise"),
    ],
)  # fmt: skip
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
    assert not any(words in answer.text for words in ("سارا", "حرف", "9121234567", "طالقانی"))


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
    texts = [{"from": "09121234567", "text": f"x{n}", "id": str(n)} for n in range(13)]

    assert [app_machine.post("/messages/sms", text).status_code for text in texts] == [200] * 12 + [429]


@pytest.fixture
def question(office, about):
    """A required choice of the category asphalt, and a number that is asked after one of its answers."""
    category = about().category_by_code["asphalt"].id
    common = {"office_id": office, "category_id": category, "name_en": "", "options_en": ""}
    choice = {"name_fa": "کجا؟", "kind": "choice", "options_fa": "سواره‌رو\nپیاده‌رو", "required": True}
    where = MessageQuestion(**common, code="where", position=1, **choice)
    db.session.add(where)
    db.session.flush()
    then = {"name_fa": "چند متر؟", "kind": "number", "options_fa": "", "when_id": where.id, "when_answer": "سواره‌رو"}
    db.session.add(MessageQuestion(**common, code="size", position=2, **then))
    db.session.commit()


def test_questions_are_listed_and_their_answers_filed_once(app_machine, question, look):
    (asphalt,) = [one for one in app_machine.get("/messages/categories").json["categories"] if one["questions"]]
    assert [one["code"] for one in asphalt["questions"]] == ["where", "size"]
    assert [one["value"] for one in asphalt["questions"][0]["options"]] == ["سواره‌رو", "پیاده‌رو"]
    assert asphalt["questions"][1]["when"] == {"where": "سواره‌رو"}

    filed = BODY | {"body": "", "answers": {"where": "سواره‌رو", "size": "۳"}}
    first, again = (app_machine.post("/messages", filed, key="one") for _ in range(2))

    assert (first.status_code, first.text) == (201, again.text)
    (made,) = look().query(Message)
    kept = [(row.code, row.answer) for row in question_answers.of_message(look(), made.id)]
    assert kept == [("where", "سواره‌رو"), ("size", "3")]


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"where": "آسمان"}, "answers.where"), ({"where": "سواره‌رو", "size": "x"}, "answers.size"),
     ({"nonsense": "x"}, "answers.nonsense")],
)  # fmt: skip
def test_wrong_answers_are_named_by_the_code_of_their_question(app_machine, question, look, answers, field):
    answer = app_machine.post("/messages", BODY | {"answers": answers})

    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])
    assert count(look) == 0


def encoded(content: bytes) -> dict[str, str]:
    return {"content": base64.b64encode(content).decode()}


def test_a_photo_and_a_pdf_are_added_once_each(app_machine, look):
    code = app_machine.post("/messages", BODY).json["code"]

    photo = [app_machine.post(f"/messages/{code}/files", encoded(picture().read()), key=key) for key in ("a", "a", "b")]
    paper = app_machine.post(f"/messages/{code}/files", encoded(pdf()))

    assert [answer.status_code for answer in (*photo, paper)] == [201] * 4
    assert [answer.json["files"] for answer in (*photo, paper)] == [1, 1, 1, 2]
    made = look().query(Message).one()
    files = [one.file for one in message.photos(look(), made.id)]
    assert [name.rpartition(".")[2] for name in files] == ["webp", "pdf"]
    assert all((uploads.folder() / name).is_file() for name in files)


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        ({"content": "no base64!"}, 422, "bad-fields"), ({}, 422, "bad-fields"),
        (encoded(b"neither"), 422, "no-picture"), (encoded(b"%PDF-1.7 cut off"), 422, "no-pdf"),
        (encoded(pdf(trailer=b"/Encrypt 9 0 R")), 422, "locked-pdf"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_added(app_machine, look, body, status, slug):
    code = app_machine.post("/messages", BODY).json["code"]

    answer = app_machine.post(f"/messages/{code}/files", body)

    assert answer.status_code == status
    assert slug in answer.json["type"]
    assert message.photos(look(), look().query(Message).one().id) == []


def test_files_go_to_messages_of_this_token_only_and_while_they_are_open(app_machine, machine, file, office):
    others, mine = file(category="asphalt").code, app_machine.post("/messages", BODY).json["code"]

    assert app_machine.post(f"/messages/{others}/files", encoded(pdf())).status_code == 404
    assert machine("integration").post(f"/messages/{mine}/files", encoded(pdf())).status_code == 404
    portal.withdraw(office, message.by_code(db.session(), office, mine).id)
    assert app_machine.post(f"/messages/{mine}/files", encoded(pdf())).status_code == 409
