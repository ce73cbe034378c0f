"""Subjects of messages: how an administrator adds, edits and withdraws them, and the words by which they are found."""

import pytest

from deskq.message_settings.models import Category, MessageClass
from deskq.messages.models import Message
from deskq.units.models import Unit
from tests.tools.forms import form_of

pytestmark = pytest.mark.usefixtures("admin")

CATEGORY = {
    "code": "lamps",
    "name_fa": "روشنایی معابر",
    "name_en": "Street lamps",
    "position": "30",
    "icon": "lightbulb",
}


def test_a_new_category_gives_its_messages_its_deadline(send, row, file):
    urgent, unit = row(MessageClass, code="urgent"), row(Unit, code="civil_works")

    text = send("/manage/messages/categories", **CATEGORY, class_id=urgent.id, unit_id=unit.id, proof="1", offered="1")

    assert "Street lamps" in text
    made = row(Category, code="lamps")
    assert (made.unit_id, made.proof, made.permit, made.icon) == (unit.id, True, False, "lightbulb")
    assert file(category_id=made.id).class_id == urgent.id


def test_the_words_of_the_office_are_searched_beside_the_usual_ones(client, row, inside):
    asphalt = row(Category, code="asphalt")
    page, usual = f"/manage/messages/categories/{asphalt.id}", asphalt.searched
    words = "  دست انداز ، پچینگ,Tarmac | گودی\nدست‌‌انداز كوچه "

    client.post(page, data=form_of(client.get(page).text, page).changed(other_words=words))

    found = row(Category, code="asphalt").searched
    assert found == f"{usual} | دست انداز | پچینگ | Tarmac | گودی | دست‌‌انداز کوچه"
    assert f'data-sought="{found}"' in inside("operator").get("/intake?lang=en").text


def test_the_editor_of_a_subject_shows_by_which_words_it_is_found_already(page, row):
    text = page(f"/manage/messages/categories/{row(Category, code='asphalt').id}")

    assert "It is found already by: <bdi>آسفالت</bdi>" in text
    assert "It is found already by:" not in page("/manage/messages/categories/new")


def test_words_that_a_colleague_changed_meanwhile_are_not_overwritten(client, row):
    page = f"/manage/messages/categories/{row(Category, code='asphalt').id}"
    first, second = (form_of(client.get(page).text, page) for _ in range(2))

    saved = client.post(page, data=first.changed(other_words=["پچینگ"]))
    late = client.post(page, data=second.changed(other_words=["گودی"]))

    assert (saved.status_code, late.status_code) == (303, 409)
    assert "پچینگ" in late.text
    assert row(Category, code="asphalt").other_words == "پچینگ"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("other_words", "و" * 501, "This text is too long."),
        ("name_fa", "", "Please fill in this field."),
        ("code", "asphalt", "This code is already in use."),
        ("class_id", "999", "Please choose one of the options."),
        ("unit_id", "999", "Please choose one of the options."),
        ("icon", "<b>", "This value is not in the right format."),
    ],
)
def test_an_invalid_category_is_reported(send, row, field, value, words):
    fields = {**CATEGORY, "class_id": row(MessageClass, code="normal").id, field: value}

    assert words in send("/manage/messages/categories", 422, **fields)
    assert row(Category, code="lamps") is None


def test_a_withdrawn_category_is_kept_by_its_messages_and_no_longer_offered(send, row, file, about, look):
    asphalt = row(Category, code="asphalt")
    message = file(category_id=asphalt.id)

    send(f"/manage/messages/categories/{asphalt.id}/offer", offered="0")
    send(f"/manage/messages/categories/{asphalt.id}/removal", 409)

    look()
    assert "asphalt" not in about().category_by_code
    assert about().categories[row(Message, id=message.id).category_id].name.en == "Asphalt patching"
