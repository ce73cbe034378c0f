"""The citizen's form in steps: each checks what it asks, nothing typed is lost, the likeliest subjects come first."""

import re

import pytest

from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.portal.filing_steps import KINDS, first_with, likeliest_first, moved, problems_until, steps_of
from tests.tools.images import picture

COMPLAINT = {"name": "سارا احمدی", "phone": "۰۹۱۲ ۳۴۵ ۶۷۸۹", "home": "تاکستان، کوچهٔ گل‌ها ۳"}


@pytest.fixture
def press(client):
    """``press("what", body="...")``: the button of that step of a complaint; in English with ``lang="en"``."""

    def post(step: str, go: str = "", lang: str = "fa", **typed: object):
        fields = {"kind": "complaint", "step": step, "go": go, "request_key": "onekey-of-a-page", **typed}
        return client.post(f"/messages/steps?lang={lang}", data=fields, content_type="multipart/form-data")

    return post


def step_of(page: str) -> str:
    return re.search(r'name="step" value="(\w+)"', page)[1]


def subjects(page: str) -> list[str]:
    return re.findall(r'name="category_id" value="(\d+)"', page)


def test_a_complaint_has_three_steps_and_a_report_one():
    assert [len(steps_of(kind)) for kind in ("complaint", "suggestion", "report")] == [3, 2, 1]
    assert moved("complaint", "what", 1) == "where"
    assert moved("complaint", "what", -1) == "what"
    assert moved("suggestion", "what", 1) == "who"


def test_a_step_reports_no_problem_of_a_later_one():
    wrong = {"body": "empty", "home": "missing", "request_key": "used"}

    assert problems_until("complaint", "what", wrong) == {"body": "empty", "request_key": "used"}
    assert first_with("complaint", ["home"], "what") == "who"
    assert first_with("suggestion", ["photos"], "who") == "what"
    assert first_with("complaint", ["request_key"], "who") == "who"


def test_subjects_most_used_for_the_kind_come_first_then_the_likely_ones():
    codes = ["cleaning", "noise", "building", "conduct"]

    assert likeliest_first("complaint", codes, {}) == ["conduct", "building", "noise", "cleaning"]
    assert likeliest_first("complaint", codes, {"cleaning": 2, "noise": 1})[:2] == ["cleaning", "noise"]


def test_the_subjects_of_messages_that_came_lead_the_page_of_their_kind_only(client, file, about):
    cemetery = about().category_by_code["cemetery"].id
    file(kind="complaint", category_id=cemetery, **COMPLAINT)

    assert subjects(client.get("/messages/new?kind=complaint").text)[0] == str(cemetery)
    assert subjects(client.get("/messages/new?kind=criticism").text)[0] != str(cemetery)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_step_repeats_nothing_of_the_request_since_it_is_compressed(client, kind):
    address = f"/messages/new?kind={kind}&lang=en&guess=csrf_token&about=guessed"

    assert client.get(address, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "guess" not in client.get(address).text


def test_each_step_carries_what_was_typed_before(press):
    where = press("what", body="تند صحبت شد").text
    who = press("where", body="تند صحبت شد", address="خیابان امام").text

    assert (step_of(where), step_of(who)) == ("where", "who")
    for name, value in (("body", "تند صحبت شد"), ("address", "خیابان امام")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in who


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("complaint", "In your own words"),
        ("praise", "Who would you like to thank, and what for?"),
        ("suggestion", "What is your idea?"),
        ("report", "What did you see, where and when?"),
    ],
)
def test_a_step_that_lacks_something_comes_again_with_the_error_named_as_its_field(press, filed, kind, question):
    answer = press("what", lang="en", kind=kind)

    assert (answer.status_code, step_of(answer.text)) == (422, "what")
    assert re.search(r'id="body-problem">.*Please say briefly', answer.text)
    assert f'<a href="#body">{question}</a>' in answer.text
    assert "<title>Error:" in answer.text
    assert 'id="home-problem"' not in answer.text
    assert filed() == []


def test_back_and_the_other_language_check_nothing_and_lose_nothing(press):
    back = press("who", go="back", body="تند صحبت شد", phone="123")
    english = press("what", go="stay", lang="en", body="تند صحبت شد")

    assert (back.status_code, step_of(back.text)) == (200, "where")
    assert '<input type="hidden" name="phone" value="123">' in back.text
    assert (english.status_code, step_of(english.text)) == (200, "what")
    assert 'lang="en"' in english.text
    assert "تند صحبت شد</textarea>" in english.text


def test_the_last_button_leads_to_the_first_step_with_a_problem(client, filed):
    fields = {"kind": "complaint", "step": "who", "request_key": "onekey-of-a-page", **COMPLAINT}

    answer = client.post("/messages", data=fields)

    assert (answer.status_code, step_of(answer.text)) == (422, "what")
    assert 'value="سارا احمدی"' in answer.text
    assert filed() == []


def test_photos_of_one_step_are_sent_with_the_last_one(client, press, filed):
    who = press("where", body="تند صحبت شد", photos=[(picture(), "a.jpg")]).text
    kept = re.search(r'name="kept" value="([^"]+)"', who)[1]

    fields = {"kind": "complaint", "step": "who", "request_key": "onekey-of-a-page", "body": "تند صحبت شد"}
    answer = client.post("/messages", data={**fields, "kept": kept, **COMPLAINT})

    assert answer.status_code == 303
    assert len(message.photos(db.session(), filed()[0].id)) == 1


def test_the_form_asks_the_browser_for_no_message_of_its_own(client):
    for page in ("/messages/new?kind=complaint", "/track", "/sign-in"):
        assert "novalidate" in client.get(page).text, page


def test_the_address_of_a_step_opened_anew_begins_again(client):
    assert client.get("/messages/steps").location == "/messages/new"
    assert client.post("/messages/steps", data={"kind": "toast"}).location == "/messages/new"
