"""The journal by API: in order, paged, without personal data."""

import json
from dataclasses import fields

import pytest

from deskq.api.hall import MESSAGE_EVENTS
from deskq.core import event_types
from deskq.queue.service import calls, counters, serve
from deskq.staff import service as staff_service

#: Events that say who looked at whose data, or hold some.
PERSONAL = """
message.sender_revealed message.caller_looked_up message.report_read message.person_erased message.complaint_passed_on
message.feedback_call_started message.sender_code_asked message.sender_check_reset message.list_exported
journal.redacted journal.sealed note.added note.removed inbox.saved_filter_changed course.left
application.applicant_revealed application.applicants_erased application.code_asked visitor.referrals_erased
application_import.exported inspection.erased commission.notice_printed commission.defence_read commission.erased
"""


@pytest.fixture
def reader(machine):
    return machine("integration")


def test_events_come_in_order_page_by_page(reader, issue):
    for _ in range(5):
        issue()

    after, seen = 0, []
    while True:
        page = reader.get(f"/journal?after={after}&limit=2").json
        if page["last"] == after:
            break
        seen += page["entries"]
        after = page["last"]

    sequences = [entry["sequence"] for entry in seen]
    assert sequences == sorted(set(sequences))
    assert [entry["kind"] for entry in seen].count("ticket.issued") == 5


def test_no_page_is_empty_before_the_end(reader, issue, sign_in, monkeypatch):
    monkeypatch.setattr("deskq.api.hall.JOURNAL_ROWS", 2)
    first = reader.get("/journal?limit=1000").json["last"]
    for _ in range(4):
        sign_in("karimi").post("/sign-out")
    issue()
    sign_in("karimi")

    page = reader.get(f"/journal?after={first}&limit=1").json
    end = reader.get(f"/journal?after={page['last']}&limit=1").json

    assert [entry["kind"] for entry in page["entries"]] == ["ticket.issued"]
    assert page["last"] == page["entries"][0]["sequence"]
    assert end["entries"] == []
    assert end["last"] > page["last"]


def test_an_empty_page_returns_the_last_sequence(reader):
    assert reader.get("/journal?after=100000").json == {"entries": [], "last": 100000}


def test_no_entry_reveals_which_person_acted(reader, at, issue, sign_in):
    counters.open_counter(at(2))
    issue()
    calls.call_next(at(2))
    serve.start(at(2))
    sign_in("karimi").post("/sign-out")
    staff_service.sign_out_everywhere(at(2).clerk_id, at(2).by)

    entries = reader.get("/journal?limit=1000").json["entries"]

    assert {"counter.opened", "ticket.called", "ticket.started"} <= {entry["kind"] for entry in entries}
    assert not [entry for entry in entries if entry["kind"].startswith("person.")]
    told = json.dumps(entries)
    assert "person:" not in told
    assert "clerk" not in told
    assert {entry["by"] for entry in entries if entry["kind"] == "ticket.called"} == {"person"}


def test_events_of_people_and_of_access_to_their_data_are_personal(app):
    of_people = {kind for kind in event_types.known() if kind.startswith("person.")}
    personal = {kind for kind, event in event_types.known().items() if getattr(event, "personal", False)}

    assert personal - of_people == set(PERSONAL.split())
    assert of_people <= personal


def test_every_event_with_the_id_of_a_message_can_be_left_out_with_it(app):
    of_messages = {kind: event for kind, event in event_types.known().items() if kind.startswith("message.")}
    named = {kind for kind, event in of_messages.items() if "message" in {field.name for field in fields(event)}}

    assert named == {kind for kind in of_messages if event_types.is_a(kind, *MESSAGE_EVENTS)}


def test_ratings_are_published_without_their_score(reader, machine, finished):
    machine().post(finished, {"score": 1, "comment": "a secret word"})

    entry = reader.get("/journal?limit=1000").json["entries"][-1]

    assert entry["kind"] == "rating.given"
    assert set(entry["facts"]) == {"ticket", "counter", "source", "mark", "proof"}


def test_no_entry_reveals_the_class_of_a_visitor(reader, clerk, issue):
    """A code hangs on the board: disability, age and the like must not hang on the code."""
    issue("renewal_levy", priority="disability", in_person=True)
    issue("renewal_levy")
    called = clerk.post("/counters/2/calls").json
    clerk.post(f"/tickets/{called['id']}/fetching")
    clerk.post(f"/tickets/{called['id']}/absence")

    page = reader.get("/journal?limit=1000")

    entries = page.json["entries"]
    assert {"ticket.issued", "ticket.called", "ticket.missed"} <= {entry["kind"] for entry in entries}
    assert {"ticket.fetched", "ticket.marked"}.isdisjoint(entry["kind"] for entry in entries)
    for word in ("in_person", "fetched", "priority_id", "weight", "heads", '"hash"'):
        assert word not in page.text, word
    assert len({tuple(entry["facts"]) for entry in entries if entry["kind"] == "ticket.issued"}) == 1
    assert [entry["facts"]["why"] for entry in entries if entry["kind"] == "ticket.called"] == [{"rule": "claim"}]


@pytest.mark.parametrize("query", ["after=-1", "after=x", f"after={10**30}", "limit=0", "limit=1001", "before=1"])
def test_an_invalid_page_is_reported(reader, query):
    answer = reader.get(f"/journal?{query}")

    assert (answer.status_code, list(answer.json["fields"])) == (422, [query.partition("=")[0]])
