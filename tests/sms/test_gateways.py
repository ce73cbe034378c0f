"""Each gateway's adapter against a server that responds as its documentation says, or incorrectly."""

import json
import logging
from urllib.parse import parse_qs

import pytest

from deskq.sms import gateways
from deskq.sms.gateways import http, port
from deskq.sms.gateways.port import RetryLater, SendRefused, Unconfirmed
from tests.sms.conftest import NUMBER
from tests.sms.fake_gateway_server import DRIP, ENDLESS, HANG, RESET, closed_port, serve_fake_gateway

KEY, PASSWORD = "the-key-of-the-office", "the-password-of-the-office"
TEXT = "شمارهٔ \u2066B-۰۴۲\u2069: نوبت شماست؛ باجهٔ ۳."
VENDORS = ("kavenegar", "smsir", "melipayamak")
OK = {
    "kavenegar": {"return": {"status": 200, "message": "تایید شد"}, "entries": [{"messageid": 8792343, "status": 1}]},
    "smsir": {"status": 1, "message": "موفق", "data": {"packId": "b2a7", "messageIds": [89545112], "cost": 1.0}},
    "melipayamak": {"Value": "5482397452345678901", "RetStatus": 1, "StrRetStatus": "Ok"},
}
REFERENCE = {"kavenegar": "8792343", "smsir": "b2a7", "melipayamak": "5482397452345678901"}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server():
    with serve_fake_gateway() as made:
        yield made


@pytest.fixture
def soon(monkeypatch):
    """A short patience, so that a test need not have a long one."""
    monkeypatch.setattr(http, "RESPONSE", 0.3)


def gateway(name: str, address: str) -> port.Gateway:
    settings = {"SMS_KEY": KEY, "SMS_USER": "office", "SMS_PASSWORD": PASSWORD, "SMS_SENDER": "30001234"}
    made = gateways.create_gateway({**settings, "SMS_GATEWAY": name, "SMS_URL": address})
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("name", "path", "read", "body"),
    [
        (
            "kavenegar", f"/v1/{KEY}/sms/send.json", parse_qs,
            {"receptor": ["09123456789"], "message": [TEXT], "sender": ["30001234"]},
        ),
        (
            "smsir", "/v1/send/bulk", json.loads,
            {"lineNumber": 30001234, "messageText": TEXT, "mobiles": ["09123456789"]},
        ),
        (
            "melipayamak", "/api/SendSMS/SendSMS", parse_qs,
            {"username": ["office"], "password": [PASSWORD], "from": ["30001234"], "to": ["09123456789"],
             "text": [TEXT], "isFlash": ["false"]},
        ),
    ],
    ids=VENDORS,
)  # fmt: skip
def test_each_gateway_is_called_as_documented_and_an_accepted_sms_has_its_reference(server, name, path, read, body):
    server.respond(200, OK[name])

    assert gateway(name, server.address).send(NUMBER, TEXT) == REFERENCE[name]

    (request,) = server.requests
    assert (request.path, read(request.body)) == (path, body)
    if name == "smsir":
        assert {key.lower(): value for key, value in request.headers.items()}["x-api-key"] == KEY


@pytest.mark.parametrize(
    ("name", "status", "body", "reason"),
    [
        ("kavenegar", 403, {"return": {"status": 403, "message": "کد شناسائی نامعتبر"}, "entries": None}, port.KEY),
        ("kavenegar", 418, {"return": {"status": 418, "message": "اعتبار کافی نیست"}, "entries": None}, port.CREDIT),
        ("kavenegar", 411, {"return": {"status": 411, "message": "دریافت کننده نامعتبر است"}}, port.NUMBER),
        ("kavenegar", 412, {"return": {"status": 412, "message": "ارسال کننده نامعتبر است"}}, port.SENDER),
        ("kavenegar", 420, {"return": {"status": 420, "message": "لینک"}}, port.TEXT),
        ("kavenegar", 400, {"return": {"status": 400, "message": "پارامترها ناقص هستند"}}, port.OTHER),
        ("kavenegar", 200, {"return": {"status": 418, "message": "اعتبار کافی نیست"}}, port.CREDIT),
        ("smsir", 401, {"status": 10, "message": "کلید وب سرویس نامعتبر است", "data": None}, port.KEY),
        ("smsir", 400, {"status": 102, "message": "اعتبار کافی نمی‌باشد", "data": None}, port.CREDIT),
        ("smsir", 400, {"status": 101, "message": "شماره خط نامعتبر میباشد", "data": None}, port.SENDER),
        ("smsir", 400, {"status": 104, "message": "موبایل نامعتبر", "data": None}, port.NUMBER),
        ("smsir", 400, {"status": 999, "message": "?", "data": None}, port.OTHER),
        ("smsir", 200, {"status": 1, "message": "موفق", "data": {"packId": "x", "messageIds": [None]}}, port.NUMBER),
        ("melipayamak", 200, {"Value": "0", "RetStatus": 1, "StrRetStatus": "Ok"}, port.KEY),
        ("melipayamak", 200, {"Value": "2", "RetStatus": 2, "StrRetStatus": "NoCredit"}, port.CREDIT),
        ("melipayamak", 200, {"Value": "", "RetStatus": 35, "StrRetStatus": "InvalidData"}, port.NUMBER),
        ("melipayamak", 200, {"Value": "5", "RetStatus": 5, "StrRetStatus": "InvalidNumber"}, port.SENDER),
        ("melipayamak", 200, {"Value": None, "RetStatus": 0, "StrRetStatus": "InvalidUser"}, port.KEY),
    ],
)  # fmt: skip
def test_a_refusal_is_recognized_by_its_code(server, name, status, body, reason):
    server.respond(status, body)

    with pytest.raises(SendRefused) as refusal:
        gateway(name, server.address).send(NUMBER, TEXT)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("name", "status", "body"),
    [
        ("kavenegar", 409, {"return": {"status": 409, "message": "سرور قادر به پاسخگوئی نیست"}}),
        ("kavenegar", 500, {"return": {"status": 500, "message": "?"}}),
        ("smsir", 429, {"status": 20, "message": "تعداد درخواست غیر مجاز", "data": None}),
        ("smsir", 500, {"status": 0, "message": "خطای غیر منتظره", "data": None}),
        ("melipayamak", 200, {"Value": "6", "RetStatus": 6, "StrRetStatus": "Updating"}),
    ],
)
def test_a_temporarily_failing_gateway_can_be_retried(server, name, status, body):
    server.respond(status, body)

    with pytest.raises(RetryLater):
        gateway(name, server.address).send(NUMBER, TEXT)


@pytest.mark.parametrize("name", VENDORS)
@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (500, RetryLater, port.BROKEN),
        (502, RetryLater, port.BROKEN),
        (503, RetryLater, port.BROKEN),
        (429, RetryLater, port.BUSY),
        (504, Unconfirmed, port.TIMEOUT),
        (403, SendRefused, port.ACCOUNT),
        (404, SendRefused, port.NONSENSE),
        (200, Unconfirmed, port.NONSENSE),
        (302, Unconfirmed, port.NONSENSE),
    ],
)
def test_an_html_response_is_judged_by_its_status_only(server, name, status, kind, reason):
    server.answer = (status, "<!doctype html><h1>خوش آمدید</h1>")

    with pytest.raises(kind) as answer:
        gateway(name, server.address).send(NUMBER, TEXT)

    assert answer.value.reason == reason
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", VENDORS)
@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{}", "42", '"ok"', '{"return": 5}', '{"status": "1"}', "[" * 9000, '{"Value": {}}']
)  # fmt: skip
def test_a_malformed_response_leaves_an_sms_unconfirmed(server, name, body):
    server.answer = (200, body)

    with pytest.raises(Unconfirmed) as answer:
        gateway(name, server.address).send(NUMBER, TEXT)

    assert answer.value.reason == port.NONSENSE


@pytest.mark.parametrize("name", VENDORS)
@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [(HANG, port.TIMEOUT), (DRIP, port.TIMEOUT), (RESET, port.BROKEN), (ENDLESS, port.NONSENSE)],
)
def test_a_timeout_after_sending_leaves_an_sms_unconfirmed(server, soon, name, behaviour, reason):
    server.answer = behaviour

    with pytest.raises(Unconfirmed) as answer:
        gateway(name, server.address).send(NUMBER, TEXT)

    assert answer.value.reason == reason
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", VENDORS)
def test_an_sms_can_be_retried_after_a_refused_connection(name):
    with pytest.raises(RetryLater) as answer:
        gateway(name, closed_port()).send(NUMBER, TEXT)

    assert answer.value.reason == port.UNREACHABLE


@pytest.mark.parametrize("name", VENDORS)
@pytest.mark.parametrize("answer", [(200, None), (403, "no"), (200, "<html>"), RESET])
def test_keys_passwords_and_numbers_are_never_logged_or_shown(server, name, answer, caplog):
    caplog.set_level(logging.DEBUG)
    server.answer = (200, json.dumps(OK[name])) if answer == (200, None) else answer
    told = ""
    try:
        gateway(name, server.address).send(NUMBER, TEXT)
    except port.SendFailed as why:
        told = f"{why} {why!r} {why.code} {why.__cause__!r}"

    for secret in (KEY, PASSWORD, NUMBER[-7:]):
        assert secret not in caplog.text + told


def test_the_console_prints_the_message_and_masks_the_number(capsys):
    gateway("console", "").send(NUMBER, TEXT)

    assert capsys.readouterr().out == f"SMS to 0912***6789: {TEXT}\n"


def test_the_setting_off_means_no_gateway():
    assert gateways.create_gateway({"SMS_GATEWAY": "off"}) is None
