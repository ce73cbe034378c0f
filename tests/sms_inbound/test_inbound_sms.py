"""Inbound SMS become messages, and a tracking code is answered with the state."""

import pytest

from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.messages import tracking_code
from deskq.messages.queries.message import sender
from deskq.messages.service.refer import refer
from deskq.sms.gateways import inbound
from deskq.sms_inbound import retention, sms_parse
from deskq.sms_inbound.models import InboundSms
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import KEY, NUMBER, PHONE, WORDS, answered, bring

__all__ = ["answered", "bring", "gateway", "work"]


def test_without_a_configured_key_the_address_does_not_exist(browser):
    assert browser().post("/sms/in/", data={}).status_code == 404
    assert browser().post("/sms/in/None", data={"from": PHONE, "text": WORDS}).status_code == 404


def test_with_a_wrong_key_the_address_does_not_exist(bring, filed):
    assert bring(key=KEY[:-1], text=WORDS).status_code == 404
    assert bring(key=KEY + "x", text=WORDS).status_code == 404
    assert filed() == []


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("POST", {"messageid": "17", "to": "10004346", "message": WORDS}),
        ("GET", {"messageid": "17", "to": "10004346", "message": WORDS}),
        ("GET", {"to": "5000", "body": WORDS}),
        ("POST", {"to": "5000", "text": WORDS}),
        ("POST", {"Id": "17", "Number": "3000", "MessageText": WORDS, "ReceivedDateTime": "1700000000"}),
    ],
)
def test_every_gateway_s_format_is_read_and_a_repeated_delivery_is_one_message(bring, filed, method, fields):
    answers = [bring(method=method, **fields) for _ in range(2)]

    assert [(answer.status_code, answer.text) for answer in answers] == [(200, "OK")] * 2
    (made,) = filed()
    assert (made.channel, made.kind, made.body) == ("sms", "request", WORDS)
    assert sender(db.session(), made.id).phone == NUMBER
    assert made.unit_id
    assert made.due_at > made.registered_at


def test_json_deliveries_are_read_too(bring, app, browser, filed):
    answer = browser().post(f"/sms/in/{KEY}", json={"mobile": "989121234567", "messageText": WORDS, "messageId": 5})

    assert answer.status_code == 200
    assert len(filed()) == 1


def test_the_code_is_sent_back_by_sms_once(bring, filed, gateway, work):
    for _ in range(2):
        bring(message=WORDS, messageid="1")
        work()

    (made,) = filed()
    ((number, text),) = gateway.taken
    assert number == NUMBER
    assert persian.persian_digits(tracking_code.spaced(made.code)) in text


def test_a_code_is_answered_with_its_state_without_personal_data(bring, filed, file, action, units, gateway, work):
    made = file(category="asphalt", name="سارا احمدی", phone="09350000000", body="حرف من")
    refer(action("operator", made), units["civil_works"])
    work()
    gateway.taken.clear()

    for _ in range(2):
        bring(text=persian.persian_digits(tracking_code.spaced(made.code)), id="7")
        work()

    ((number, text),) = gateway.taken
    assert number == NUMBER
    for words in ("به واحد ارجاع شد", "عمران", "پاسخ تا"):
        assert words in text
    assert not any(words in text for words in ("سارا", "حرف", "0935", "۰۹۳۵"))
    assert len(filed()) == 1


def test_the_code_of_a_report_is_answered_with_its_registration_only(bring, file, answered, units):
    made = file("report", body="رشوه", about_unit_id=units["civil_works"])

    bring(text=made.code)

    (text,) = answered()
    assert "ثبت شد" in text
    assert not any(words in text for words in ("بازرسی", "عمران", "پاسخ تا", "رشوه"))


def test_a_mistyped_or_unknown_code_is_reported(bring, filed, file, answered):
    code = file(category="asphalt").code
    answered()

    bring(text=code[:-1] + str((int(code[-1]) + 1) % 10))
    bring(text=tracking_code.new())

    wrong, unknown = answered()
    assert ["رقم‌های این کد" in text for text in (wrong, unknown)] == [True, False]
    assert "پیدا نشد" in unknown
    assert len(filed()) == 1


def test_too_many_sms_of_one_number_are_deferred_and_none_is_lost(bring, filed, later):
    for n in range(sms_parse.MOST):
        assert bring(text=f"{WORDS} {n}", id=str(n)).status_code == 200

    over = bring(text="آخرین", id="99")
    again, other = bring(text=f"{WORDS} 0", id="0"), bring(text=WORDS, id="100", from_="09350000000")
    later(hours=1, minutes=1)
    late = bring(text="آخرین", id="99")

    assert (over.status_code, again.status_code, other.status_code, late.status_code) == (429, 200, 200, 200)
    assert int(over.headers["Retry-After"]) > 0
    assert len(filed()) == sms_parse.MOST + 2


@pytest.mark.parametrize("sender_", ["+4917612345678", "+12025550123", "Bank", "x" * 500])
def test_an_sms_that_cannot_be_answered_is_registered_anyway(bring, filed, sender_):
    assert bring(text=WORDS, id="1", from_=sender_).status_code == 200

    (made,) = filed()
    kept = sender(db.session(), made.id)
    assert (kept.phone, kept.name) == ("", sender_[:100])


@pytest.mark.parametrize("fields", [{}, {"text": "   "}, {"text": "\u200c"}, {"from_": "", "text": WORDS}])
def test_an_invalid_delivery_is_refused(bring, filed, fields):
    assert bring(**fields).status_code == 422
    assert filed() == []


def test_markup_and_very_long_sms_are_stored_as_text(bring, filed):
    assert bring(text="<script>alert(1)</script>\x00\u202e" * 500, id="1").status_code == 200

    (made,) = filed()
    assert len(made.body) <= 4000
    assert "\x00" not in made.body


def test_field_names_are_case_insensitive():
    found = inbound.parse({"FROM": "1", "Message": "x", "MessageID": 3, "other": "y"})

    assert (found.sender, found.text, found.id) == ("1", "x", "3")
    assert inbound.parse({"message": ["x"], "from": "1"}) is None


@pytest.mark.parametrize(
    ("text", "is_code", "meaning"),
    [("۵", False, "rates"), (" 3 ", False, "rates"), ("6", False, "says"), ("55", False, "says"),
     ("سلام", False, "says"), ("1234 5678 9012", False, "wrong"), ("۱۲۳۴-۵۶۷۸-۹۰۱۲", True, "asks"),
     ("123456789012 کجاست؟", False, "says")],
)  # fmt: skip
def test_sms_are_interpreted_by_their_content(text, is_code, meaning):
    digits = tracking_code.digits(text)

    assert sms_parse.meaning(digits, is_code, tracking_code.is_as_long(digits)) == meaning


def test_the_number_of_an_sms_is_removed_after_a_week_and_its_message_stays(bring, look, filed, office, later):
    bring(text=WORDS, id="1")
    (rule,) = retention.RULES

    kept = rule.due(look(), office, later(days=6, hours=23))
    gone = rule.remove(office, later(hours=2))

    assert (kept, gone) == (0, 1)
    assert look().query(InboundSms).count() == 0
    assert len(filed()) == 1


def test_a_gateway_that_restarts_its_numbering_loses_no_sms(bring, filed):
    bring(text=WORDS, id="1")
    others = bring(text="چراغ کوچه خاموش است", id="1"), bring(text=WORDS, id="1", from_="09350000000")

    assert [answer.status_code for answer in others] == [200, 200]
    assert [made.body for made in filed()] == [WORDS, "چراغ کوچه خاموش است", WORDS]


@pytest.mark.parametrize("body", ["[" * 100_000, '{"text":' * 100_000, '{"text":', "[]", "null"])
def test_malformed_json_is_refused(bring, browser, body):
    answer = browser().post(f"/sms/in/{KEY}", data=body, content_type="application/json")

    assert answer.status_code == 422
