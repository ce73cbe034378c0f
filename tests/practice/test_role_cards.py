"""The card of each role: it names buttons as the pages do, leads to pages of the role, and prints on one sheet."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import url_for
from pypdf import PdfReader

from deskq.office import parts
from deskq.practice.cards.by_role import CARDS
from deskq.practice.cards.rules import Button, Card, Line, for_office
from deskq.staff.rules import ROLES

ROOT = Path(__file__).parents[2]
#: {who: role} of the demo office.
PEOPLE = {
    "karimi": "clerk", "host": "host", "civil": "expert", "operator": "operator", "supervisor": "supervisor",
    "inspectorate": "inspectorate", "mayor": "executive", "regional": "regional", "admin": "admin",
}  # fmt: skip


@pytest.fixture(scope="module")
def pages():
    """The sources of all pages. The cards are not among them: their words come from the code."""
    return "\n".join(file.read_text() for file in (ROOT / "templates").rglob("*.html"))


@pytest.fixture(scope="module")
def words_of_pages(pages):
    """What they ask to be translated."""
    return set(re.findall(r"_\('([^']+)'", pages))


@pytest.fixture(scope="module")
def keys_of_pages(pages):
    """As they are shown: those of the counter come from its shortcuts."""
    shortcuts = {key for keys in re.findall(r"key='([^']+)'", pages) for key in keys.split()}
    return {key.replace("Control", "Ctrl") for key in shortcuts} | set(re.findall(r"<kbd>([^<{]+)</kbd>", pages))


def test_every_role_has_a_card_with_about_five_things():
    assert set(CARDS) == set(ROLES)
    assert {role for role, card in CARDS.items() if not 4 <= len(card.lines) <= 7} == set()


@pytest.mark.parametrize("role", ROLES)
def test_buttons_and_pages_are_named_as_they_are(role, words_of_pages, keys_of_pages):
    for line in CARDS[role].lines:
        keys = {button.key for button in line.buttons if button.key}
        names = {button.name for button in line.buttons} | {line.page_name}

        assert names <= words_of_pages, line.what
        assert keys <= keys_of_pages, line.what
        assert len(re.findall(r"%\([a-z]\)s", line.how)) == len(line.buttons), line.what


def test_what_the_office_does_not_use_is_left_out():
    always = Line("a", "", "people", "")
    boxes = Line("b", "", "boxes", "", (Button("x"),), ("boxes", "messages"))
    missing = Line("c", "", "gone", "")

    shown = for_office(Card((always, boxes, missing), ""), {"queue"}, {"people", "boxes"})
    with_boxes = for_office(Card((always, boxes), ""), {"boxes"}, {"people", "boxes"})

    assert shown.lines == (always,)
    assert with_boxes.lines == (always, boxes)


def test_staff_read_every_card_and_visitors_none(browser, signed_in):
    client = signed_in("karimi")
    own, other = client.get("/cards?lang=en").text, client.get("/cards/supervisor?lang=en").text

    assert browser().get("/cards").status_code == 303
    assert "Card: Clerk" in own
    assert "<b>Finish and call next</b>" in own
    assert "Card: Desk supervisor" in other
    assert client.get("/cards/nobody").status_code == 404


def test_a_town_without_messages_has_no_line_about_them(signed_in, set_office):
    client = signed_in("karimi")
    assert "A visitor wants to report something" in client.get("/cards?lang=en").text

    set_office(unused_parts=parts.stored(["queue"]))
    assert "A visitor wants to report something" not in client.get("/cards?lang=en").text


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_the_pages_of_a_card_are_open_to_its_role(name, signed_in, app):
    client = signed_in(name)

    with app.test_request_context():
        addresses = {url_for(line.page) for line in CARDS[PEOPLE[name]].lines}

    refused = {path for path in addresses if client.get(path, follow_redirects=True).status_code != 200}
    assert refused == set()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_each_card_is_one_page_of_paper(lang, signed_in):
    client = signed_in("supervisor")

    for role in CARDS:
        answer = client.get(f"/cards/{role}.pdf?lang={lang}")

        assert answer.mimetype == "application/pdf"
        assert len(PdfReader(BytesIO(answer.data)).pages) == 1, role
