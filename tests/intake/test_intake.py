"""The intake form of operators: one page, one action, a code to read out."""

import re

import pytest

from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.intake.intake_form import given, tell

__all__ = ["given", "tell"]


def test_a_call_is_registered_and_referred_in_one_action(tell, client, filed, units):
    answer = tell()

    (made,) = filed()
    assert answer.status_code == 303
    assert answer.location.startswith(f"/intake/{made.id}")
    assert (made.state, made.unit_id, made.channel) == ("referred", units["civil_works"], "phone")
    page = client.get(answer.location).text
    for words in ("عمران", "شنبه", 'class="qr"'):
        assert words in page
    assert "جلوی مدرسه" not in page


@pytest.mark.parametrize("kind", ["request", "report"])
def test_a_form_submitted_twice_is_one_message(tell, filed, kind):
    first, second = (tell(kind=kind) for _ in range(2))

    assert first.location == second.location is not None
    assert len(filed()) == 1


def test_submitting_different_text_from_the_same_page_loses_nothing(tell, filed):
    tell()

    answer = tell(body="سطل زباله پر است")

    assert answer.status_code == 409
    assert "سطل زباله پر است" in answer.text
    assert len(filed()) == 1


def test_missing_values_are_reported_at_their_fields_and_the_form_is_kept(tell, filed):
    answer = tell(address="", phone="0912", name="سارا")
    again = tell(address="", name="سارا")

    assert (answer.status_code, again.status_code) == (422, 422)
    assert 'id="phone-problem"' in answer.text
    assert 'id="address-problem"' in again.text
    for words in ("چاله جلوی مدرسه", 'value="سارا"', 'value="one-page"'):
        assert words in again.text
    assert filed() == []


def test_words_that_are_no_subject_are_kept_and_not_lost_silently(tell, filed):
    answer = tell(category="", category_typed="چراغ")
    emptied = tell(category="", category_typed="")

    assert answer.status_code == 422
    assert 'data-typed="چراغ"' in answer.text
    assert 'id="category-problem"' in answer.text
    assert emptied.status_code == 303
    assert [made.category_id for made in filed()] == [None]


def test_a_chosen_subject_may_be_sent_with_what_was_typed(tell, filed, given):
    assert tell(category_typed="چاله و لکه‌گیری آسفالت").status_code == 303
    assert str(filed()[0].category_id) == given["category"]


@pytest.mark.parametrize(
    ("said", "code"),
    [("چراغ", "traffic"), ("چراغ", "safety"), ("درخت", "green"), ("آشغال", "garbage"), ("برق", "safety"),
     ("جدول", "gutters"), ("جدول", "civil"), ("فاضلاب", "gutters")],
)  # fmt: skip
def test_a_subject_is_found_by_everyday_words_too(sign_in, about, said, code):
    page = sign_in("operator").get("/intake").text
    option = page.partition(f'<option value="{about().category_by_code[code].id}"')[2].partition("</option>")[0]

    assert said in option
    assert " data-other>" in page


def test_a_complaint_requires_its_sender(tell, filed, units):
    assert tell(kind="complaint").status_code == 422
    assert tell(kind="complaint", name="سارا احمدی", phone="09121234567", home="کوچهٔ گلها").status_code == 303

    (made,) = filed()
    assert (made.state, made.unit_id) == ("registered", units["inspectorate"])


def test_a_report_by_phone_bypasses_the_named_unit_and_is_not_shown_again(tell, client, filed, units):
    answer = tell(kind="report", body="از مسئول رشوه خواستند", about_unit=str(units["civil_works"]))

    (made,) = filed()
    assert (made.unit_id, made.body) == (units["inspectorate"], "")
    assert "رشوه" not in client.get(answer.location).text


@pytest.mark.parametrize(("name", "channel"), [("operator", "phone"), ("karimi", "in_person"), ("mayor", "meeting")])
def test_the_preset_channel_is_the_usual_one_of_the_role(sign_in, name, channel):
    page = sign_in(name).get("/intake").text

    assert re.search(r'<option value="(\w+)" selected', page.split('id="channel"')[1]).group(1) == channel


@pytest.fixture
def ticket(office):
    return issue(office, "test", NewTicket("info_desk", "secret of a visitor"))


def test_a_message_is_linked_to_the_visitor_at_the_counter(sign_in, tell, ticket, filed):
    assert ticket.code in sign_in("karimi").get(f"/intake?ticket={ticket.id}&lang=en").text
    answer = tell("karimi", ticket=str(ticket.id), channel="in_person")

    (made,) = filed()
    assert answer.status_code == 303
    assert (made.ticket_id, made.state) == (ticket.id, "registered")


@pytest.mark.parametrize(
    ("lacking", "beside"),
    [
        ({"body": " "}, ["body"]),
        ({"address": ""}, ["address"]),
        ({"kind": "complaint"}, ["name", "phone", "home"]),
        ({"kind": "complaint", "name": "سارا احمدی", "phone": "09121234567"}, ["home"]),
    ],
)
def test_required_fields_are_the_same_at_the_counter(sign_in, ticket, filed, given, lacking, beside):
    typed = given | {"ticket": str(ticket.id), "channel": "in_person"} | lacking

    answer = sign_in("karimi").post("/intake", data=typed)

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', answer.text) == beside
    for name in ("body", "address", "name", "phone"):
        assert typed.get(name, "").strip() in answer.text
    assert f'name="ticket" value="{ticket.id}"' in answer.text
    assert filed() == []


def test_an_unknown_ticket_is_refused_and_the_form_is_kept(tell, filed):
    answer = tell(ticket="99999")

    assert answer.status_code == 422
    assert "چاله جلوی مدرسه" in answer.text
    assert filed() == []


def test_a_unit_closed_meanwhile_is_reported_and_the_form_is_kept(tell, filed, about, units):
    about().units[units["civil_works"]].offered = False
    db.session.commit()

    answer = tell()

    assert answer.status_code == 409
    assert "چاله جلوی مدرسه" in answer.text
    assert tell(refer="").status_code == 303
    assert [message.state for message in filed()] == ["registered"]


def test_several_messages_of_a_public_meeting_are_registered_in_a_row(tell, client):
    first, second = (tell("mayor", channel="meeting", refer="", request_key=f"page-number-{n}") for n in (1, 2))
    page = client.get(second.location).text

    assert "channel=meeting" in first.location
    assert len(re.findall(r'class="heard-list".*?</ol>', page, re.S)[0].split("<li>")) == 3
    assert 'class="just"' in page


def test_only_the_person_who_registered_it_sees_the_page_with_its_code(sign_in, tell):
    location = tell().location

    assert sign_in("operator").get(location).status_code == 200
    assert sign_in("supervisor").get(location).status_code == 404
