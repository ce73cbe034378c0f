"""Webhooks that a machine sets up: its secret signs, a repeated request is answered the same, none is another's."""

import base64
import json

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core.extensions import db
from deskq.webhooks import jobs, queries, rules, service
from tests.api.conftest import ApiClient


@pytest.fixture
def machine(client, office):
    """``machine()``: a new integration, with a token of its own."""
    return lambda role="integration": ApiClient(client, token_service.create_token(office, role, "test"))


def test_a_machine_adds_one_tests_it_and_checks_the_signature(app, office, machine, receiver):
    caller = machine()
    made = caller.post("/webhooks", {"url": receiver.url})
    caller.post(f"/webhooks/{made.json['id']}/test")

    for claimed in service.claim(office):
        jobs.deliver(app, claimed)

    (headers, body), = receiver.got  # fmt: skip
    told = (headers["Webhook-Id"], int(headers["Webhook-Timestamp"]), body)
    assert made.status_code == 201
    assert len(base64.b64decode(made.json["secret"].removeprefix("whsec_"))) == 32
    assert headers["Webhook-Signature"] == rules.signature(made.json["secret"], *told)
    assert json.loads(body)["type"] == "webhook.test"
    (listed,) = caller.get("/webhooks").json["webhooks"]
    (delivery,) = listed["deliveries"]
    assert (delivery["event"], delivery["state"], delivery["status"]) == ("webhook.test", "sent", 204)
    assert "secret" not in listed


def test_the_same_request_again_is_answered_with_the_same_secret(machine, office, look):
    caller = machine()

    first, again = (caller.post("/webhooks", {"url": "http://127.0.0.1/x"}, key="one") for _ in range(2))
    other = caller.post("/webhooks", {"url": "http://127.0.0.1/y"}, key="two")

    assert first.json == again.json
    assert first.json["secret"] != other.json["secret"]
    assert len(queries.webhooks(look(), office)) == 2
    assert first.json["secret"] not in str(db.session.execute(db.text("SELECT body FROM given_answer")).all())


def test_a_machine_sees_and_changes_only_its_own(machine, office, sign_in):
    mine, other = machine(), machine()
    theirs = service.add(office, "person:1", "http://127.0.0.1/a", ("127.0.0.0/8",), rules.secret_from("x"))
    made = mine.post("/webhooks", {"url": "http://127.0.0.1/x"}).json["id"]

    for which in (made, theirs):
        for act in ("test", "pause", "resumption"):
            assert other.post(f"/webhooks/{which}/{act}").status_code == 404
        assert other.delete(f"/webhooks/{which}").status_code == 404
    assert other.get("/webhooks").json == {"webhooks": []}
    assert [one["id"] for one in mine.get("/webhooks").json["webhooks"]] == [made]
    assert "added through the API" in sign_in("admin").get("/manage/webhooks?lang=en").text


def test_it_is_paused_resumed_and_removed_and_twice_is_once(machine):
    caller = machine()
    made = caller.post("/webhooks", {"url": "http://127.0.0.1/x"}).json["id"]

    paused = [caller.post(f"/webhooks/{made}/pause").json["paused"] for _ in range(2)]
    resumed = caller.post(f"/webhooks/{made}/resumption").json["paused"]
    removed, again = caller.delete(f"/webhooks/{made}"), caller.delete(f"/webhooks/{made}")

    assert (paused, resumed) == ([True, True], False)
    assert (removed.status_code, removed.json) == (200, {"webhooks": []})
    assert again.status_code == 404


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/", "http://10.0.0.1/", "ftp://x", "", "x" * 301, "http://a b/"]
)
def test_a_wrong_address_is_refused_and_named(machine, office, look, url):
    refused = machine().post("/webhooks", {"url": url})

    assert (refused.status_code, list(refused.json["fields"])) == (422, ["url"])
    assert queries.webhooks(look(), office) == []


def test_other_tokens_have_no_webhooks(machine):
    for role in ("kiosk", "clerk", "lobby"):
        assert machine(role).post("/webhooks", {"url": "https://example.ir/deskq"}).status_code == 403


def test_a_key_of_another_request_is_refused_as_documented(machine, office, look):
    caller = machine()
    made = caller.post("/webhooks", {"url": "http://127.0.0.1/x"}, key="one").json["id"]

    assert caller.post("/webhooks", {"url": "http://127.0.0.1/y"}, key="one").status_code == 409
    for act in ("pause", "test"):
        assert caller.post(f"/webhooks/{made}/{act}", key="one").status_code == 409
    (kept,) = queries.webhooks(look(), office)
    assert not kept.paused


def test_the_twenty_first_webhook_is_refused(machine, office, look):
    caller = machine()

    answers = [caller.post("/webhooks", {"url": f"http://127.0.0.1/{n}"}).status_code for n in range(21)]

    assert answers == [201] * 20 + [422]
    assert len(queries.webhooks(look(), office)) == 20
