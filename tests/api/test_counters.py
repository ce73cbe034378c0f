"""Counters and calls by API."""

from deskq.api.openapi import document
from deskq.core.text import persian
from deskq.queue.service import counters


def test_a_clerk_lists_opens_pauses_and_closes_counters(machine):
    clerk = machine("clerk")

    assert [row["number"] for row in clerk.get("/counters").json["counters"]] == [1, 2, 3, 4, 5, 6]
    assert clerk.post("/counters/3/opening").json["status"] == "open"
    paused = clerk.post("/counters/3/break", {"minutes": 15}).json
    assert (paused["status"], paused["break_until"]) == ("break", "2026-11-24T06:45:00Z")
    assert clerk.post("/counters/3/closing").json["status"] == "closed"


def test_the_next_ticket_by_the_rule_is_called(clerk, issue):
    first = issue()
    issue()

    answer = clerk.post("/counters/2/calls")

    assert (answer.status_code, answer.json["id"], answer.json["state"]) == (201, first["id"], "called")
    assert answer.json["counter"]["number"] == 2


def test_a_named_ticket_is_called_and_nobody_waiting_is_a_conflict(clerk, issue):
    nobody = clerk.post("/counters/2/calls")
    issue()
    second = issue()

    assert (nobody.status_code, nobody.json["type"]) == (409, "nobody-waiting")
    assert clerk.post("/counters/2/calls", {"ticket": second["id"]}).json["id"] == second["id"]


def test_a_counter_with_a_visitor_calls_nobody_and_is_neither_paused_nor_closed(clerk, called):
    answer = clerk.post("/counters/2/calls")

    assert (answer.status_code, answer.json["type"]) == (409, "already-serving")
    assert persian.persian_digits(called["code"]) in answer.json["detail"]
    assert clerk.post("/counters/2/break", {"minutes": 5}).json["type"] == "already-serving"
    assert clerk.post("/counters/2/closing").json["type"] == "already-serving"


def test_a_closed_counter_cannot_call(machine, issue):
    issue()

    answer = machine("clerk", counter=4).post("/counters/4/calls")

    assert (answer.status_code, answer.json["type"]) == (409, "counter-not-open")


def test_a_token_of_one_counter_is_refused_at_others(clerk, machine, issue):
    machine("clerk", counter=4).post("/counters/4/opening")
    issue("notary_clearance")
    elsewhere = machine("clerk", counter=4).post("/counters/4/calls").json

    assert clerk.post("/counters/4/calls").status_code == 403
    assert clerk.post("/counters/4/closing").status_code == 403
    assert clerk.post(f"/tickets/{elsewhere['id']}/service").status_code == 403


def test_a_client_may_not_act_at_a_counter_opened_by_a_person(machine, at):
    counters.open_counter(at(3))

    refused = machine("clerk", counter=3).post("/counters/3/calls")
    taken = machine("clerk", counter=3).post("/counters/3/opening")

    assert refused.status_code == 403
    assert (taken.status_code, taken.json["type"]) == (409, "counter-taken")


def test_unknown_counters_and_tickets_are_not_found(client, machine):
    clerk = machine("clerk")
    beyond = f"/api/v1/tickets/{10**30}/recall"  # the range of the database

    for to in ("/counters/99/opening", "/counters/99/calls", "/tickets/424242/recall", "/tickets/999999999/completion"):
        assert clerk.post(to).status_code == 404
    answer = client.post(beyond, headers={"Authorization": f"Bearer {clerk.token}"})
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_ticket_of_a_service_of_other_counters_is_refused_and_names_them_as_the_document_says(clerk, issue):
    other = issue("building_permit")

    answer = clerk.post("/counters/2/calls", {"ticket": other["id"]})

    assert (answer.status_code, answer.json["type"]) == (409, "served-elsewhere")
    assert "می‌توانند آن را فرابخوانند: ۳، ۵، ۶" in answer.json["detail"]
    told = document()["paths"]["/counters/{number}/calls"]["post"]["responses"]["409"]
    assert {"served-elsewhere", "sent-elsewhere"} <= set(told["description"].split(" or "))
