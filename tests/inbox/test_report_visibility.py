"""Confidential reports are hidden from all but their readers: in lists, search, journal and escalation."""

import re

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.inbox.queries.inbox import TABS
from deskq.inbox.queries.search import search
from deskq.messages import jobs
from deskq.messages.queries import viewers
from deskq.messages.service import disclosure
from deskq.messages.service.answer import Answer, answer
from deskq.office import config_cache
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.staff import queries as staff_queries
from tests.inbox.visibility_cases import PEOPLE, TABLE, WORDS, ways, written

__all__ = ["ways", "written"]
NOUNS = ("referral", "acceptance", "assignment", "passing-on", "answer", "extension", "duplicate", "sorting", "undo")


@pytest.mark.parametrize("name", PEOPLE)
def test_the_existence_of_a_report_is_hidden_from_everybody_else(name, written, inside, office):
    client = inside(name)
    config_cache.of(db.session(), office)  # refusals show the office's name once this process has read it
    before = [client.get(f"/inbox?tab={tab}").text for tab in TABS]

    hidden = [written(what) for what in TABLE if what.startswith("report") and name not in TABLE[what]]

    after = [client.get(f"/inbox?tab={tab}").text for tab in TABS]
    assert [_plain(text) for text in after] == [_plain(text) for text in before]
    for made in hidden:
        for noun in (*NOUNS, "sender", "work-order"):
            status = client.post(f"/inbox/{made.id}/{noun}", data={"turn": 0}).status_code
            assert status == (403 if name == "admin" else 404), noun


def _plain(text: str) -> str:
    return re.sub(r'(value|content)="[^"]{30,}"', "", text)  # tokens of forms are new each time


def test_the_text_of_a_report_is_not_searchable(written, office):
    written("report about civil works")
    today = clock.now().astimezone(clock.zone()).date()

    for name in PEOPLE:
        person = staff_queries.person_by_name(db.session(), name)
        viewer = viewers.viewer(db.session(), office, person.id, today)
        assert search(db.session(), office, viewer, WORDS).rows == []


@pytest.mark.parametrize("substitute", ["civil", "operator"])
def test_a_substitute_of_the_inspectorate_cannot_read_reports(substitute, written, on_leave, ways):
    made = written("report about civil works")
    on_leave("inspectorate", substitute)

    found = ways(substitute, made)

    assert found == dict.fromkeys(found, False)


def test_an_inspector_of_the_named_unit_cannot_read_the_report(written, ways, units):
    made = written("report about civil works")
    staff_queries.person_by_name(db.session(), "inspectorate").unit_id = units["civil_works"]
    db.session.commit()

    found = ways("inspectorate", made)

    assert found == dict.fromkeys(found, False)


def test_a_late_report_escalates_as_a_row_without_content(written, inside, units):
    made = written("report about civil works")
    clock.fix(made.started_at + 3 * (made.due_at - made.started_at))
    jobs.run_once()
    seen = {}

    for name in PEOPLE:
        client = inside(name)
        text = client.get("/inbox?tab=escalated&lang=en").text
        seen[name] = "A confidential report is late" in text
        if name != "inspectorate":
            assert f"/inbox/{made.id}" not in text
            assert made.code not in re.sub(r"\D", "", text)
            narrowed = client.get(f"/inbox?tab=escalated&lang=en&district={made.district_id or 1}").text
            assert "A confidential report is late" not in narrowed

    assert seen == {**dict.fromkeys(PEOPLE, False), "mayor": True}


def test_a_late_report_that_names_the_mayor_s_unit_does_not_escalate_to_it(file, inside, units):
    made = file("report", body=WORDS, about_unit_id=units["mayor"])
    clock.fix(made.started_at + 3 * (made.due_at - made.started_at))
    jobs.run_once()

    assert "A confidential report is late" not in inside("mayor").get("/inbox?tab=escalated&lang=en").text


def test_the_journal_api_contains_nothing_of_reports(written, office, browser, action):
    made = written("report about civil works")
    disclosure.note_report_read(action("inspectorate", made))
    answer(action("inspectorate", made), Answer("explained", "رسیدگی شد."))
    plain = written("request with civil works")
    machine = browser()
    machine.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token_service.create_token(office, 'integration')}"

    entries, after = [], 0
    while (page := machine.get(f"/api/v1/journal?after={after}").get_json())["last"] != after:
        entries, after = entries + page["entries"], page["last"]
    told = [entry for entry in entries if entry["kind"].startswith("message.")]

    assert {entry["facts"]["message"] for entry in told} == {plain.id}


def test_the_history_of_a_visit_does_not_mention_messages_about_it(file, office, inside):
    ticket = issue(office, "test", NewTicket("info_desk", secrets.new()))
    made = file("report", body=WORDS, ticket_id=ticket.id)

    for name in ("supervisor", "admin"):
        page = inside(name).get(f"/manage/tickets/{ticket.id}").text
        assert WORDS not in page
        assert made.code not in page
