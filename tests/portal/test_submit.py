"""Citizens file messages on the public page: each kind has its own fields, and typed text is never lost."""

import re

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.message_settings.kinds import KINDS
from deskq.messages import tracking_code
from deskq.messages.queries import message
from deskq.messages.rules import deadlines
from deskq.portal.filing_steps import steps_of
from tests.portal.submit import send
from tests.sms.conftest import gateway

__all__ = ["gateway", "send"]
KEY = "a key of one page"
ASKED = ("name", "phone", "national_id", "home", "permit", "address", "about_unit_id", "category_id")
COMPLAINT = {"name": "سارا احمدی", "phone": "۰۹۱۲ ۳۴۵ ۶۷۸۹", "home": "تاکستان، کوچهٔ گل‌ها ۳"}


def test_the_first_question_is_what_kind_it_is(client, send):
    page = client.get("/messages/new").text

    assert [page.count(f"kind={kind}") for kind in KINDS] == [1] * 6
    assert send("toast").location == "/messages/new"


#: Typed in each step, so that the next one comes.
TYPED = {"body": "سنگفرش شکسته است", "address": "خیابان امام"}


def through(client, kind, **typed):
    """The pages of all steps of a kind, with this typed in every one of them."""
    fields = {"kind": kind, "request_key": "onekey-of-a-page", **typed}
    sent = [client.post("/messages/steps", data={**fields, "step": step}) for step in steps_of(kind)[:-1]]
    return [client.get(f"/messages/new?kind={kind}").text, *(page.text for page in sent)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_asks_only_for_what_it_needs(client, kind):
    pages = "".join(re.sub(r'<input type="hidden"[^>]*>', "", page) for page in through(client, kind, **TYPED))

    assert {name for name in ASKED if f'name="{name}"' in pages} == {
        "request": {"name", "phone", "address", "category_id"},
        "criticism": {"name", "phone", "address", "category_id"},
        "suggestion": {"name", "phone", "category_id"},
        "praise": {"name", "phone"},
        "complaint": set(ASKED),
        "report": {"about_unit_id"},
    }[kind]


def test_an_anonymous_request_gets_code_due_date_and_next_steps(client, send, filed):
    answer = send("request", address="خیابان امام، روبه‌روی بانک")

    (made,) = filed()
    page = client.get(answer.location).text
    assert answer.status_code == 303
    assert all(persian.persian_digits(made.code[start : start + 4]) in page for start in (0, 4, 8))
    assert made.code in page  # in the QR's address and the way to follow it
    assert jalali.written_date(deadlines.last_day(made.due_at, clock.zone()), "fa") in page
    assert 'class="qr"' in page


def test_a_request_without_a_place_is_refused_and_the_form_is_kept(send, filed):
    answer = send("request", name="سارا")

    assert answer.status_code == 422
    assert "چاله‌ای در خیابان امام" in answer.text
    assert 'value="سارا"' in answer.text
    assert re.search(r'id="address-problem">.*لطفاً بگویید کجاست', answer.text)
    assert filed() == []


def test_a_complaint_reports_all_missing_fields_at_once(send, filed):
    answer = send("complaint")

    assert answer.status_code == 422
    for name in ("name", "phone", "home"):
        assert f'id="{name}-problem"' in answer.text
    assert filed() == []


def test_a_complaint_labels_neither_number_optional_because_one_is_required(client):
    fields = {"kind": "complaint", "step": "where", **TYPED, "request_key": "onekey-of-a-page"}
    page = client.post("/messages/steps?lang=en", data=fields).text

    for name in ("phone", "national_id"):
        label = re.search(rf'<label for="{name}">.*?</label>', page, re.S).group()
        assert "optional" not in label, name
    assert "We need either this or your national ID" in page


@pytest.mark.parametrize(("field", "typed"), [("phone", "123"), ("national_id", "0684159415")])
def test_an_invalid_number_is_reported_at_its_field(send, filed, field, typed):
    answer = send("complaint", **{**COMPLAINT, field: typed})

    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
    assert filed() == []


def test_a_report_stores_no_name_even_if_one_is_sent(send, filed, units):
    send("report", about_unit_id=units["civil_works"], name="سارا", phone="09121234567", address="خیابان امام")

    (made,) = filed()
    sender = message.sender(db.session(), made.id)
    assert (made.kind, made.body, made.address) == ("report", "", "")
    assert (sender.name, sender.phone) == ("", "")


def test_a_form_submitted_twice_is_one_message(send, filed):
    first, second = send("suggestion"), send("suggestion")

    assert first.location == second.location
    assert len(filed()) == 1


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("request", {"body": "سطل زباله پر است"}),
        ("request", {"address": "خیابان سعدی"}),
        ("request", {"phone": "09121234567"}),
        ("report", {"body": "رشوه می‌خواهند"}),
    ],
)
def test_submitting_different_text_from_the_same_page_loses_nothing(send, filed, kind, changed):
    typed = {"address": "خیابان امام"}
    first = send(kind, **typed)

    typed |= changed
    told = send(kind, **typed)
    again = send(kind, **typed, request_key=re.search(r'name="request_key" value="([^"]+)"', told.text)[1])

    assert (first.status_code, told.status_code, again.status_code) == (303, 409, 303)
    assert persian.persian_digits(tracking_code.spaced(filed()[0].code)) in told.text
    assert next(iter(changed.values())) in told.text
    assert len(filed()) == 2


@pytest.mark.parametrize(
    ("typed", "status"),
    [("\x00", 422), ("\u202e", 422), ("<script>alert(1)</script>", 303), ("ا" * 5000, 422), (" ", 422)],
)
def test_a_text_is_registered_unless_it_is_empty_or_too_long(send, filed, typed, status):
    """Controls and directions are no text."""
    answer = send("suggestion", body=typed)

    assert answer.status_code == status
    assert len(filed()) == (status == 303)
    assert "<script>alert" not in answer.text


def test_the_rate_limit_applies_to_a_browser_and_not_to_its_address(limited):
    fields = {"kind": "suggestion", "body": ""}
    with limited.session_transaction() as session:
        session["csrf_token"] = "one"
    answers = [limited.post("/messages", data=fields).status_code for _ in range(41)]
    with limited.session_transaction() as session:
        session["csrf_token"] = "another"

    assert (answers[0], answers[-1]) == (422, 429)
    assert limited.post("/messages", data=fields).status_code == 422


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("/", ('href="/messages/new"', 'href="/track"', 'href="/published"')),
        ("/messages/new", ('href="/published#terms"',)),
        ("/published", ('href="/messages/new"', 'href="/track"', 'id="terms"')),
    ],
)
def test_a_page_leads_to_the_form_and_to_the_published_deadlines(client, address, links):
    page = client.get(address).text

    assert [link for link in links if link not in page] == []


def test_the_configured_deadlines_are_published(client, about):
    about().class_by_code["normal"].amount = 3
    about().class_by_code["expert"].offered = False
    db.session.commit()

    page = client.get("/published?lang=en").text
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in re.findall(r"<tr>.*?</tr>", page, re.S)]
    told = {name: next(row for row in rows if f" {name} " in row) for name in ("Normal", "Urgent", "Complaint")}

    assert "3 working days" in told["Normal"]
    assert "Green space" in told["Normal"]
    assert "4 working hours" in told["Urgent"]
    assert "15 working days" in told["Complaint"]
    assert not any("Specialist" in row or "Confidential report" in row for row in rows)


def test_the_form_shows_the_deadline_before_submitting(client, about):
    def pages(kind: str) -> str:
        return client.get(f"/messages/new?kind={kind}&lang=en").text

    garbage = str(about().category_by_code["garbage"].id)
    shown = re.search(rf'value="{garbage}".*?</label>', pages("request"), re.S).group()

    assert "usually within 2 working days" in shown
    assert "We usually answer within 15 working days." in pages("complaint")
    assert "usually within" not in pages("complaint")
    assert "We usually answer within 30 days." in pages("suggestion")
    assert "within" not in pages("report").split("<main")[1]


def test_latitudes_beyond_a_pole_are_refused(send, filed):
    answers = [send("request", lat=lat, lon="49700000") for lat in ("90000001", "-90000001")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert filed() == []


def test_the_page_says_whether_the_code_will_be_texted(client, send, gateway):
    pages = []
    for n in range(7):
        typed = {"address": "میدان آزادی", "phone": "09121234567", "texts": "1", "request_key": f"key-of-a-page-{n}"}
        answer = send("request", **typed)
        pages.append(client.get(f"{answer.location.partition('?')[0]}?lang=en").text)

    assert ["We will also text it to you." in page for page in pages] == [True] * 6 + [False]
