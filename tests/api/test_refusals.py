"""Errors of the API: RFC 9457, in the caller's language, naming each invalid field."""

import pytest

from deskq.core.transactions import transaction
from deskq.office.models import Office


def test_a_refusal_is_a_problem_document(kiosk):
    answer = kiosk.post("/tickets", {"service": "no_such"})

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    said = [answer.json[name] for name in ("type", "title", "status")]
    assert said == ["bad-fields", "Bad fields", 422]
    assert answer.json["detail"]
    assert set(answer.json["fields"]) == {"service"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        *((body, {"service"}) for body in ({}, {"service": ""}, {"service": None}, {"service": "x" * 41})),
        ({"service": 7, "priority": 7, "language": "de"}, {"service", "priority", "language"}),
        ({"service": "renewal_levy", "colour": "red"}, {"colour"}),
        ({"service": "no_such", "priority": "no_such"}, {"service", "priority"}),
        ({"service": "renewal_levy", "language": ["fa"]}, {"language"}),
        *((body, {"body"}) for body in ([], "text", 7)),
    ],
)
def test_each_invalid_field_of_a_new_ticket_is_reported(kiosk, body, fields):
    answer = kiosk.post("/tickets", body)

    assert answer.status_code == 422
    assert set(answer.json["fields"]) == fields


@pytest.mark.parametrize(
    ("to", "body", "fields"),
    [
        ("/counters/2/break", {}, {"minutes"}),
        *(("/counters/2/break", {"minutes": minutes}, {"minutes"}) for minutes in (0, 241, "soon", 1.5)),
        *(("/counters/2/calls", {"ticket": ticket}, {"ticket"}) for ticket in (0, 10**30)),
        ("/tickets/{}/transfer", {}, {"service"}),
        ("/tickets/{}/transfer", {"service": "info_desk", "counter": 1}, {"service"}),
        ("/tickets/{}/transfer", {"service": "no_such"}, {"service"}),
        *(("/tickets/{}/transfer", {"counter": counter}, {"counter"}) for counter in (99, 2)),
        ("/tickets/{}/completion", {"outcome": "maybe", "served": 0}, {"outcome", "served"}),
        ("/tickets/{}/completion", {"served": 100}, {"served"}),
    ],
)
def test_each_invalid_field_of_a_clerk_is_reported_and_nothing_changes(clerk, called, to, body, fields):
    answer = clerk.post(to.format(called["id"]), body)

    assert answer.status_code == 422
    assert set(answer.json["fields"]) == fields
    assert clerk.get("/counters").json["counters"][1]["status"] == "open"


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b"[" * 200_000, b'{"service": ' + b"9" * 5000 + b"}", b"null"])
def test_a_body_that_is_not_a_json_object_is_refused(client, kiosk, raw):
    answer = client.post("/api/v1/tickets", data=raw, headers={"Authorization": f"Bearer {kiosk.token}"})

    assert answer.status_code == 422
    assert answer.json["type"] == "bad-fields"


@pytest.mark.parametrize(("accept", "word"), [("fa", "لطفاً این بخش"), ("en", "Please"), ("fr, en;q=0.5", "Please")])
def test_field_errors_are_in_the_language_of_the_caller(kiosk, accept, word):
    answer = kiosk.post("/tickets", {}, Accept_Language=accept)

    assert answer.json["fields"]["service"].startswith(word)


def test_the_detail_is_in_the_language_of_the_caller(clerk):
    persian = clerk.post("/counters/2/calls", Accept_Language="fa-IR, fa;q=0.9").json
    english = clerk.post("/counters/2/calls", Accept_Language="en-GB").json

    assert english["detail"] == "Nobody is waiting for this counter."
    assert persian["detail"] != english["detail"]
    assert persian["type"] == english["type"]


def test_a_body_above_one_megabyte_is_refused(client, kiosk, clerk):
    for machine, to in ((kiosk, "/tickets"), (clerk, "/counters/2/opening")):
        headers = {"Authorization": f"Bearer {machine.token}", "Accept-Language": "en"}

        answer = client.post(f"/api/v1{to}", data=b"x" * (1024 * 1024 + 1), headers=headers)

        assert (answer.status_code, answer.json["type"]) == (413, "too-large")
        assert "up to 1 MB" in answer.json["detail"]


def test_an_unknown_address_is_a_problem_document_too(client):
    missing = client.get("/api/v1/nothing")
    wrong = client.delete("/api/v1/board")

    assert (missing.status_code, missing.mimetype) == (404, "application/problem+json")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")
    assert "GET" in wrong.headers["Allow"]


def test_too_many_requests_are_refused_with_the_time_to_wait(limited):
    for _ in range(20):
        assert limited.post("/api/v1/tickets/none/cancellation").status_code == 404

    answer = limited.post("/api/v1/tickets/none/cancellation", headers={"Accept-Language": "en"})

    assert (answer.status_code, answer.json["type"]) == (429, "too-many")
    assert answer.mimetype == "application/problem+json"
    assert 1 <= int(answer.headers["Retry-After"]) <= 60


def test_an_office_without_a_name_in_english_answers_in_persian(machine, office):
    with transaction(office, "test") as tx:
        tx.session.get_one(Office, office).name_en = ""
        tx.config_changed()

    assert machine("lobby").get("/board").json["office"]["fa"] == "میز خدمت شهرداری تاکستان"
