"""The intake form of operators: one page, one action, a code to read out."""

import re

import pytest

from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.intake.intake_form import given

__all__ = ["given"]


def test_a_call_is_registered_and_referred_in_one_action(sign_in, filed, given, units):
    operator = sign_in("operator")

    answer = operator.post("/intake", data=given)

    (made,) = filed()
    assert answer.status_code == 303
    assert answer.location.startswith(f"/intake/{made.id}")
    assert (made.state, made.unit_id, made.channel) == ("referred", units["civil_works"], "phone")
    page = operator.get(answer.location).text
    assert "عمران" in page
    assert "شنبه" in page
    assert 'class="qr"' in page
    assert "جلوی مدرسه" not in page


@pytest.mark.parametrize("kind", ["request", "report"])
def test_a_form_submitted_twice_is_one_message(sign_in, filed, given, kind):
    operator = sign_in("operator")

    first, second = (operator.post("/intake", data=given | {"kind": kind}) for _ in range(2))

    assert first.location == second.location is not None
    assert len(filed()) == 1


def test_submitting_different_text_from_the_same_page_loses_nothing(sign_in, filed, given):
    operator = sign_in("operator")
    operator.post("/intake", data=given)

    answer = operator.post("/intake", data=given | {"body": "سطل زباله پر است"})

    assert answer.status_code == 409
    assert "سطل زباله پر است" in answer.text
    assert len(filed()) == 1


def test_missing_values_are_reported_at_their_fields_and_the_form_is_kept(sign_in, filed, given):
    operator = sign_in("operator")

    answer = operator.post("/intake", data=given | {"address": "", "phone": "0912", "name": "سارا"})
    again = operator.post("/intake", data=given | {"address": "", "name": "سارا"})

    assert (answer.status_code, again.status_code) == (422, 422)
    assert 'id="phone-problem"' in answer.text
    assert 'id="address-problem"' in again.text
    for words in ("چاله جلوی مدرسه", 'value="سارا"', 'value="one-page"'):
        assert words in again.text
    assert filed() == []


def test_words_that_are_no_subject_are_kept_and_not_lost_silently(sign_in, filed, given):
    operator = sign_in("operator")
    typed = given | {"category": "", "category_typed": "چراغ"}

    answer = operator.post("/intake", data=typed)
    emptied = operator.post("/intake", data=typed | {"category_typed": ""})

    assert answer.status_code == 422
    assert 'data-typed="چراغ"' in answer.text
    assert 'id="category-problem"' in answer.text
    assert emptied.status_code == 303
    assert [made.category_id for made in filed()] == [None]


def test_a_chosen_subject_may_be_sent_with_what_was_typed(sign_in, filed, given):
    answer = sign_in("operator").post("/intake", data=given | {"category_typed": "چاله و لکه‌گیری آسفالت"})

    assert answer.status_code == 303
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


def test_a_complaint_requires_its_sender(sign_in, filed, given, units):
    operator = sign_in("operator")
    assert operator.post("/intake", data=given | {"kind": "complaint"}).status_code == 422

    who = {"name": "سارا احمدی", "phone": "09121234567", "home": "کوچهٔ گلها"}
    assert operator.post("/intake", data=given | {"kind": "complaint"} | who).status_code == 303

    (made,) = filed()
    assert (made.state, made.unit_id) == ("registered", units["inspectorate"])


def test_a_report_by_phone_bypasses_the_named_unit_and_is_not_shown_again(sign_in, filed, given, units):
    operator = sign_in("operator")
    report = given | {"kind": "report", "body": "از مسئول رشوه خواستند", "about_unit": str(units["civil_works"])}

    page = operator.get(operator.post("/intake", data=report).location).text

    (made,) = filed()
    assert (made.unit_id, made.body) == (units["inspectorate"], "")
    assert "رشوه" not in page


def test_the_preset_channel_is_the_usual_one_of_the_role(browser):
    from tests.conftest import PASSWORD

    shown = {}
    for name in ("operator", "karimi", "mayor"):
        person = browser()
        person.post("/sign-in", data={"name": name, "password": PASSWORD})
        page = person.get("/intake").text
        shown[name] = re.search(r'<option value="(\w+)" selected', page.split('id="channel"')[1]).group(1)

    assert shown == {"operator": "phone", "karimi": "in_person", "mayor": "meeting"}


def test_a_message_is_linked_to_the_visitor_at_the_counter(sign_in, at, office, filed, given):
    ticket = issue(office, "test", NewTicket("info_desk", "secret of a visitor"))
    clerk = sign_in("karimi")

    assert ticket.code in clerk.get(f"/intake?ticket={ticket.id}&lang=en").text
    answer = clerk.post("/intake", data=given | {"ticket": str(ticket.id), "channel": "in_person"})

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
def test_required_fields_are_the_same_at_the_counter(sign_in, at, office, filed, given, lacking, beside):
    ticket = issue(office, "test", NewTicket("info_desk", "secret of a visitor"))
    typed = given | {"ticket": str(ticket.id), "channel": "in_person"} | lacking

    answer = sign_in("karimi").post("/intake", data=typed)

    assert answer.status_code == 422
    assert re.findall(r'id="(\w+)-problem"', answer.text) == beside
    for name in ("body", "address", "name", "phone"):
        assert typed.get(name, "").strip() in answer.text
    assert f'name="ticket" value="{ticket.id}"' in answer.text
    assert filed() == []


def test_an_unknown_ticket_is_refused_and_the_form_is_kept(sign_in, filed, given):
    answer = sign_in("operator").post("/intake", data=given | {"ticket": "99999"})

    assert answer.status_code == 422
    assert "چاله جلوی مدرسه" in answer.text
    assert filed() == []


def test_a_unit_closed_meanwhile_is_reported_and_the_form_is_kept(sign_in, filed, given, about, units):
    about().units[units["civil_works"]].offered = False
    db.session.commit()
    operator = sign_in("operator")

    answer = operator.post("/intake", data=given)

    assert answer.status_code == 409
    assert "چاله جلوی مدرسه" in answer.text
    assert operator.post("/intake", data=given | {"refer": ""}).status_code == 303
    assert [message.state for message in filed()] == ["registered"]


def test_several_messages_of_a_public_meeting_are_registered_in_a_row(sign_in, given):
    mayor = sign_in("mayor")
    heard = given | {"channel": "meeting", "refer": ""}

    first = mayor.post("/intake", data=heard | {"request_key": "first-page"})
    second = mayor.post("/intake", data=heard | {"request_key": "second-page"})
    page = mayor.get(second.location).text

    assert "channel=meeting" in first.location
    assert len(re.findall(r'class="heard-list".*?</ol>', page, re.S)[0].split("<li>")) == 3
    assert 'class="just"' in page


def test_only_the_person_who_registered_it_sees_the_page_with_its_code(sign_in, given):
    operator = sign_in("operator")
    location = operator.post("/intake", data=given).location

    assert operator.get(location).status_code == 200
    assert sign_in("supervisor").get(location).status_code == 404
