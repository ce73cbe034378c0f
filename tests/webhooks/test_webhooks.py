"""What happens to applications reaches other software: signed, again until it arrives, never where it must not."""

import base64
import hashlib
import hmac
import json
import socket
from datetime import timedelta
from time import monotonic
from urllib.parse import urlsplit

import pytest

from deskq.applications.queries import application as application_queries
from deskq.applications.service import stages, take_back
from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.webhooks import jobs, queries, rules, sending, service
from deskq.webhooks.sending import NotSent
from tests.tools.steps import should_be

LOCAL = ("127.0.0.0/8",)
SECRET = rules.secret_from("a seed")


@pytest.fixture
def add(office):
    """``add(url, tests=3)``: a webhook, and so many tests of it that are due."""

    def made(url: str, tests: int = 0) -> int:
        webhook = service.add(office, "test", url, LOCAL, SECRET)
        for _ in range(tests):
            service.test(office, "test", webhook)
        return webhook

    return made


@pytest.fixture
def sent(app, office):
    """``sent()``: send what is due, one after the other; the last deliveries of each webhook come back."""

    def run():
        db.session.rollback()
        for claimed in service.claim(office):
            jobs.deliver(app, claimed)
        db.session.rollback()
        return {one.id: queries.last(db.session(), one.id) for one in queries.webhooks(db.session(), office)}

    return run


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
     "64:ff9b::7f00:1", "2002:7f00:1::", "::", "what", "::169.254.169.254", "::ffff:0:169.254.169.254", "fec0::1",
     "3fff::1", "5f00::1", "192.0.0.8", "192.88.99.1"],
)  # fmt: skip
def test_no_request_goes_to_an_address_that_is_not_public(address):
    assert not rules.is_allowed(address, ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450::1", "10.0.8.7"])
def test_public_addresses_and_networks_of_the_setting_are_allowed(address):
    assert rules.is_allowed(address, ("10.0.8.0/24",))


@pytest.mark.parametrize(
    "url",
    ["ftp://example.ir/", "https://", "//example.ir", "https://a:b@example.ir/", "https://example.ir:99999/",
     "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://localhost:8000/", "http://exa mple.ir/", "x",
     f"http://{'a' * 64}.ir/", "http://example..ir/", f"http://{'a.' * 127}ir/"],
)  # fmt: skip
def test_such_an_address_is_refused_when_it_is_typed(office, url):
    with pytest.raises(InvalidInput) as refused:
        service.add(office, "test", url, (), SECRET)

    assert set(refused.value.fields) == {"url"}


def test_each_event_arrives_once_signed_and_without_names(opened, receiver, sent, add):
    add(receiver.url)
    made = opened("dig_permit", received=frozenset({"utility_letter", "dig_plan", "identity"}))

    found = sent()
    again = sent()

    headers, body = receiver.got[0]
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.{body}".encode()
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    assert headers["Webhook-Signature"] == "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert int(headers["Webhook-Timestamp"]) == int(clock.now().timestamp())
    told = [json.loads(one) for _, one in receiver.got]
    assert [one["type"] for one in told] == ["application.opened", "application.moved"]
    assert {one["data"]["code"] for one in told} == {made.code}
    assert "کاظم" not in body
    assert len({one["Webhook-Id"] for one, _ in receiver.got}) == len(receiver.got) == 2
    assert [one.state for those in (found, again) for one in next(iter(those.values()))] == ["sent"] * 4


def test_a_step_taken_back_is_told_with_the_state_before_it(opened, action, receiver, sent, add):
    made = opened("dig_permit", received=frozenset({"utility_letter", "dig_plan", "identity"}))
    stages.complete(action("civil", made), "joint_visit")
    step = application_queries.steps(db.session(), made.id)[-1].id
    add(receiver.url)

    take_back.take_back(action("civil", made), step, "به اشتباه زده شد")

    sent()
    (told,) = (json.loads(body) for _, body in receiver.got)
    data = told["data"]
    assert (told["type"], data["verb"], data["stage"]) == ("application.taken_back", "complete", "joint_visit")
    assert (data["state"], data["code"]) == ("open", made.code)
    assert "joint_visit=here" in data["stages"]


def test_what_is_not_taken_is_sent_again_later_with_the_same_id_and_given_up_after_a_day(receiver, sent, add, later):
    webhook = add(receiver.url, tests=1)
    receiver.status = 302  # is followed nowhere

    assert (sent()[webhook][0].state, sent()[webhook][0].attempts) == ("waiting", 1)
    later(minutes=1)
    receiver.status = 500
    assert (sent()[webhook][0].attempts, sent()[webhook][0].status) == (2, 500)
    later(hours=25)
    assert sent()[webhook][0].state == "failed"

    assert len({headers["Webhook-Id"] for headers, _ in receiver.got}) == 1
    assert len({headers["Webhook-Timestamp"] for headers, _ in receiver.got}) == 3


def test_each_pause_is_twice_as_long_up_to_an_hour(receiver, sent, add, later):
    assert [rules.retry_delay(attempt, 0.5).total_seconds() for attempt in (1, 2, 3, 20)] == [5, 10, 20, 3600]
    webhook = add(receiver.url, tests=1)
    receiver.status = 500

    for least in (3.75, 7.5, 15):
        pause = (sent()[webhook][0].next_at - clock.now()).total_seconds()
        assert least <= pause < 2 * least
        later(minutes=1)


def test_a_paused_webhook_waits_and_is_told_later(receiver, sent, add, office):
    webhook = add(receiver.url)
    service.pause(office, "test", webhook, paused=True)
    service.test(office, "test", webhook)

    assert sent()[webhook][0].state == "waiting"
    service.pause(office, "test", webhook, paused=False)
    assert sent()[webhook][0].state == "sent"


def test_a_long_backlog_of_one_address_keeps_no_other_waiting(receiver, silent, add, office):
    add(silent, tests=2 * service.BATCH * service.AT_ONCE)
    add(receiver.url, tests=1)

    urls = [one.url for one in service.claim(office)]

    assert sorted(urls) == sorted([silent, silent, receiver.url])
    assert service.claim(office) == []  # those two wait for their answers


def test_a_receiver_that_never_answers_is_cut_off_and_holds_nobody_up(receiver, silent, sent, add, monkeypatch):
    monkeypatch.setattr(sending, "DEADLINE", 0.3)
    quiet, good = add(silent, tests=5), add(receiver.url, tests=1)

    began = monotonic()
    found = sent()

    should_be(monotonic() - began, 30)
    assert found[good][0].state == "sent"
    assert sorted(one.problem for one in found[quiet]) == ["", "", "", "timeout", "timeout"]


def test_a_process_that_dies_while_it_sends_loses_nothing(receiver, sent, add, office, later):
    webhook = add(receiver.url, tests=1)
    service.claim(office)  # and dies

    assert sent()[webhook][0].state == "sending"
    later(seconds=rules.LEASE / timedelta(seconds=1) + 1)
    assert sent()[webhook][0].state == "sent"


def test_a_name_that_changes_its_address_leads_nowhere_else(monkeypatch, receiver, office):
    """The name is looked up once, and the connection goes to what was checked."""
    asked = []

    real = socket.getaddrinfo

    def rebinds(host, port, *more, **named):
        if host != "hook.example.ir":
            return real(host, port, *more, **named)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinds)
    url = f"http://hook.example.ir:{receiver.server_port}/"
    claimed = service.Claimed(1, office, 1, url, "whsec_AAAA", "{}", clock.now())

    with pytest.raises(NotSent) as refused:
        sending.send(claimed, ())
    asked.clear()

    assert refused.value.why == "forbidden"
    assert sending.send(claimed, LOCAL) == 204
    assert asked.count("hook.example.ir") == 1
    assert receiver.got[0][0]["Host"] == f"hook.example.ir:{receiver.server_port}"


def test_the_page_shows_the_secret_once_tests_and_says_what_happened(sign_in, receiver, sent, office):
    admin = sign_in("admin")
    made = admin.post("/manage/webhooks", data={"url": receiver.url})
    db.session.rollback()
    webhook = queries.webhooks(db.session(), office)[0].id
    admin.post(f"/manage/webhooks/{webhook}/test")
    sent()

    page = admin.get("/manage/webhooks").text

    assert (made.status_code, made.text.count("whsec_")) == (200, 1)
    assert "whsec_" not in page
    assert "رسید" in page
    refused = admin.post("/manage/webhooks", data={"url": "http://169.254.169.254/"})
    assert (refused.status_code, "شبکهٔ خصوصی" in refused.text) == (422, True)
    assert admin.post(f"/manage/webhooks/{webhook}/removal").status_code == 303
    db.session.rollback()
    assert queries.webhooks(db.session(), office) == []


@pytest.mark.parametrize("host", ["2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.43518", "[::a9fe:a9fe]"])
def test_other_ways_to_write_the_address_of_metadata_lead_nowhere(host):
    """A name is looked up by the system, which reads these as 169.254.169.254."""
    name = urlsplit(f"http://{host}/").hostname

    with pytest.raises(sending.NotSent) as refused:
        sending.checked_address(name, 80, ())

    assert refused.value.why == sending.FORBIDDEN
