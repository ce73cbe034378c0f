"""Who sees which message by every means: pages, lists, search, photos, paper, suggestions."""

import re

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.messages.service.refer import refer
from deskq.staff import queries as staff_queries
from tests.inbox.visibility_cases import EVERYWHERE, PEOPLE, TABLE, WAYS, WORDS, ways, written

__all__ = ["ways", "written"]
STREETS = ("طالقانی", "سعدی", "فردوسی", "کاشانی", "بهشتی", "مدرس", "نواب", "شیرازی")
SOME = [
    what for what in TABLE if what not in ("request with civil works", "report about nobody", "report about the desk")
]
#: Who is told, while typing, that something like it was said before; a clerk of what is about the town, without a code.
TOLD = {what: () if what.startswith("report") else EVERYWHERE for what in TABLE}
TOLD |= {what: (*EVERYWHERE, "moradi") for what in TABLE if what.startswith("request")}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_message_is_found_only_by_those_who_may_see_it(name, written, ways):
    made = {what: written(what) for what in TABLE}

    found = {what: ways(name, message) for what, message in made.items()}

    assert found == {what: dict.fromkeys(WAYS, name in TABLE[what]) for what in TABLE}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_intake_form_shows_similar_messages_and_codes_of_visible_ones(name, written, inside):
    made = {what: written(what, address=f"خیابان {word}") for what, word in zip(TABLE, STREETS, strict=True)}
    client = inside(name)

    near = {
        what: client.post("/intake/near", data={"address": f"خیابان {word}"}).text
        for what, word in zip(TABLE, STREETS, strict=True)
    }

    assert {what for what, text in near.items() if 'class="near-one"' in text} == {
        what for what in TABLE if name in TOLD[what]
    }
    assert {what for what, text in near.items() if made[what].code in text} == {
        what for what in TABLE if name in TOLD[what] and name in EVERYWHERE
    }


@pytest.mark.parametrize("name", PEOPLE)
def test_a_search_by_number_finds_visible_messages_and_no_report(name, written, inside):
    made = {what: written(what, phone="09121234567") for what in SOME}
    client = inside(name)

    text = re.sub(r"\D", "", persian.ascii_digits(client.post("/intake/caller", data={"phone": "09121234567"}).text))

    takes = name not in ("civil", "city", "admin")
    assert {what for what, message in made.items() if message.code in text} == {
        what for what in SOME if takes and name in TABLE[what] and not what.startswith("report")
    }


@pytest.mark.parametrize("name", PEOPLE)
def test_code_and_digits_are_refused_in_a_browser_with_a_staff_session(name, written, inside):
    made, client = written("complaint with civil works"), inside(name)

    refused = client.post(f"/track/{made.code}/proof", data={"digits": "4567"})
    page = client.get(f"/track/{made.code}")

    assert (refused.status_code, page.status_code) == (403, 200)
    assert WORDS not in page.text


def test_a_message_that_may_concern_a_clerk_is_shown_to_no_clerk(file, inside, action, units):
    place = {"address": "باجهٔ ۱، خیابان طالقانی"}
    file(category="conduct", **place)
    refer(action("operator", file(category="other", **place)), units["inspectorate"])

    for name, told in (("moradi", 0), ("operator", 1)):
        assert inside(name).post("/intake/near", data=place).text.count('class="near-one"') == told


def test_each_search_by_number_is_journalled_without_the_number(written, inside, office):
    written("complaint with civil works")
    for name, phone in (("moradi", "09121234567"), ("operator", "09121234567"), ("operator", "0912")):
        inside(name).post("/intake/caller", data={"phone": phone})

    entries = journal.after_sequence(db.session(), office, 0, 9999)
    looks = [entry for entry in entries if entry.kind == "message.caller_looked_up"]

    people = [f"person:{staff_queries.person_by_name(db.session(), name).id}" for name in ("moradi", "operator")]
    assert [(entry.by, entry.facts) for entry in looks] == [(people[0], {"shown": 0}), (people[1], {"shown": 1})]
