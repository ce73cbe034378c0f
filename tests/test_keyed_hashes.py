"""What is hashed with a secret key, against values that `openssl dgst -sha256 -hmac "a key"` gave for the same text.

With key and text exchanged each would still be the same for the same text, and protect nothing.
"""

import base64
from urllib.parse import unquote_to_bytes

import pytest

from deskq.api import idempotency
from deskq.appointments import holders
from deskq.core import clock, secrets
from deskq.joining import rules as joining
from deskq.queue.views import read_aloud
from deskq.ratings.views import origin
from deskq.sms.one_time_code import rules as codes
from deskq.staff import sign_in_locks
from deskq.webhooks import rules as webhooks
from tests.conftest import MORNING

KEY = "a key"
#: {text, in which %00 and %0A stand for these bytes: its hash}
OPENSSL = {
    "confirm%007%00seed": "2c59de24c99cb36d6eb3730b2e81134eb248df331604da983411f06cec4dea61",
    'POST /api/v1/tickets%0A{"a": 1}': "732a064d1fc7c37841b7445d6cac4b5c0efc2dd717ddb0f3e170964d69b3d867",
    "say fa text": "8a528437970fc668ab98312155d5caff8aef4523625b8e70448ce72386949fff",
    "ticket%00one": "b41ce8cd46e8a1fa54c7cab4c9a2c72955863c0848a5a9eab2c1ea50cb1d61cb",
    "booking address%00203.0.113.9": "192768734d75b5824bdd7d31a9fed1d11d5cba53034a9b8d50e6dedc2b2e3911",
    "national id%000012345679": "ab503d810abc565aee8fabf5b5f83225b0cae1015eeed612fad62a899e165bf5",
    "door 1 7": "8cf315089ce457e50dc81384b5a8ab2d01f10a2af279fcdb24f2602953eefae5",
    "name%00ali": "e20e7c8cfa7b164e83a13817e71021c30935ec9135aa32bb5c6db60d093d52ef",
    "rating 2026-11-24 what": "e475bedfeb889e0e460b382c89a22c6ea1d38150be637dddfbf427d88012d2b1",
    "msg_1.1700000000.{}": "bf7ca9835d5e7a51129baa3e7c5990938a7285ce9255110662b5df07ca25b5e8",
}


def given(text: str) -> bytes:
    return bytes.fromhex(OPENSSL[text])


@pytest.fixture
def keyed(app):
    """The application's secret key is ``KEY``."""
    app.config["SECRET_KEY"] = KEY
    return app


def test_the_code_of_a_text_message():
    wanted = str(int.from_bytes(given("confirm%007%00seed")))[-codes.DIGITS :]

    assert codes.derived(KEY, "confirm", 7, "seed") == wanted


def test_the_code_at_the_door():
    wanted = str(int.from_bytes(given("door 1 7")[:8]))[-joining.CODE_DIGITS :]

    assert joining.door_code(KEY.encode(), 1, 7) == wanted


def test_the_secret_of_a_ticket():
    wanted = base64.urlsafe_b64encode(given("ticket%00one")[: secrets.BYTES]).decode()

    assert secrets.for_request(KEY, "one") == wanted


def test_the_address_and_the_national_id_of_an_appointment():
    assert holders.hashed_address("203.0.113.9", KEY) == given("booking address%00203.0.113.9").hex()
    assert holders.hashed_id("0012345679", KEY) == given("national id%000012345679").hex()


def test_the_name_that_somebody_tried(monkeypatch):
    monkeypatch.setattr(sign_in_locks, "_key", KEY.encode())

    assert sign_in_locks.hashed_name("Ali") == given("name%00ali").hex()


def test_the_signature_of_a_webhook():
    secret = webhooks.PREFIX + base64.b64encode(KEY.encode()).decode()
    wanted = base64.b64encode(given("msg_1.1700000000.{}")).decode()

    assert webhooks.signature(secret, "msg_1", 1700000000, "{}") == f"v1,{wanted}"


def test_the_signature_of_a_text_to_be_read_aloud(keyed):
    assert read_aloud.signed("text", "fa") == given("say fa text").hex()[:32]


def test_the_origin_of_a_rating(keyed):
    assert clock.now() == MORNING
    assert origin._key("what") == given("rating 2026-11-24 what").hex()[:32]


def test_the_content_of_a_request_with_a_key(keyed):
    text = 'POST /api/v1/tickets%0A{"a": 1}'
    body = unquote_to_bytes(text).partition(b"\n")[2]
    with keyed.test_request_context("/api/v1/tickets", method="POST", data=body):
        assert idempotency._fingerprint() == given(text).hex()
