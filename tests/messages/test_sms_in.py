"""Texts of citizens, as gateways bring them."""

import pytest

from deskq import persian, tokens
from deskq.extensions import db
from deskq.messages import retention, service, tracking
from deskq.messages.incoming import IncomingText
from deskq.messages.models import Message
from deskq.messages.queries import sender
from deskq.messages.rules import texting
from deskq.notify import rules as message_rules
from deskq.notify import service as texts
from deskq.notify.gateways import inbound
from deskq.office import queries
from deskq.queue import service as queue_service
from deskq.ratings import service as rating_service
from deskq.ratings.models import Rating
from tests.notify.conftest import gateway, work

__all__ = ["gateway", "work"]
KEY = "a-key-of-the-gateway-0123456789-abcdef"
PHONE, NUMBER = "09121234567", "+989121234567"
WORDS = "سطل زبالهٔ کوچهٔ بهار پر است"


@pytest.fixture
def bring(app, browser):
    """``bring(message="...", messageid="1")``: a gateway asks our address; its answer."""
    app.config["SMS_INBOUND_KEY"] = KEY
    gateway_of_citizens = browser()

    def ask(key: str = KEY, method: str = "POST", **fields: str):
        given = {"from": PHONE, **{name.rstrip("_"): value for name, value in fields.items()}}
        where = {"query_string": given} if method == "GET" else {"data": given}
        return gateway_of_citizens.open(f"/sms/in/{key}", method=method, **where)

    return ask


def messages(look) -> list[Message]:
    return look().query(Message).order_by(Message.id).all()


def test_without_a_key_there_is_no_such_address(browser):
    assert browser().post("/sms/in/", data={}).status_code == 404
    assert browser().post("/sms/in/None", data={"from": PHONE, "text": WORDS}).status_code == 404


def test_with_another_key_neither(bring, look):
    assert bring(key=KEY[:-1], text=WORDS).status_code == 404
    assert bring(key=KEY + "x", text=WORDS).status_code == 404
    assert messages(look) == []


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
def test_every_gateway_is_understood_and_what_it_brings_twice_is_one_message(bring, look, method, fields):
    answers = [bring(method=method, **fields) for _ in range(2)]

    assert [(answer.status_code, answer.text) for answer in answers] == [(200, "OK")] * 2
    (made,) = messages(look)
    assert (made.channel, made.kind, made.body) == ("sms", "request", WORDS)
    assert sender(db.session(), made.id).phone == NUMBER
    assert made.unit_id
    assert made.due_at > made.registered_at


def test_as_json_too(bring, app, browser, look):
    answer = browser().post(f"/sms/in/{KEY}", json={"mobile": "989121234567", "messageText": WORDS, "messageId": 5})

    assert answer.status_code == 200
    assert len(messages(look)) == 1


def test_the_code_goes_back_by_text_once(bring, look, gateway, work):
    for _ in range(2):
        bring(message=WORDS, messageid="1")
        work()

    (made,) = messages(look)
    ((number, text),) = gateway.taken
    assert number == NUMBER
    assert persian.persian_digits(tracking.spaced(made.code)) in text


def test_a_code_is_answered_with_its_state_and_nothing_personal(bring, look, file, press, units, gateway, work):
    made = file(category="asphalt", name="سارا احمدی", phone="09350000000", body="حرف من")
    service.refer(press("operator", made), units["civil_works"])
    work()
    gateway.taken.clear()

    for _ in range(2):
        bring(text=persian.persian_digits(tracking.spaced(made.code)), id="7")
        work()

    ((number, text),) = gateway.taken
    assert number == NUMBER
    for words in ("به واحد ارجاع شد", "عمران", "پاسخ تا"):
        assert words in text
    assert not any(words in text for words in ("سارا", "حرف", "0935", "۰۹۳۵"))
    assert len(messages(look)) == 1


def test_of_a_report_only_that_it_is_there(bring, file, gateway, work, units):
    made = file("report", body="رشوه", about_unit_id=units["civil_works"])

    bring(text=made.code)
    work()

    (text,) = gateway.texts
    assert "ثبت شد" in text
    assert not any(words in text for words in ("بازرسی", "عمران", "پاسخ تا", "رشوه"))


def test_a_code_with_a_wrong_digit_or_of_nothing_is_told_so(bring, look, file, gateway, work):
    code = file(category="asphalt").code
    work()
    gateway.taken.clear()
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)

    bring(text=wrong)
    bring(text=tracking.new())
    work()

    assert ["اشتباه" in text for text in gateway.texts] == [True, False]
    assert "نیست" in gateway.texts[1]
    assert len(messages(look)) == 1


def test_a_digit_rates_the_last_visit_of_the_number_and_is_no_message(bring, look, at, office):
    ticket = queue_service.issue(office, "test", "info_desk", "a secret of one")
    texts.keep_number(office, "test", ticket.id, NUMBER)
    queue_service.open_counter(at(2))
    queue_service.call_next(at(2), ticket.id)
    queue_service.start(at(2))
    queue_service.finish(at(2))

    assert bring(text="۵").status_code == 200
    bring(text="۳", from_="09350000000")

    assert [(rating.score, rating.source) for rating in look().query(Rating)] == [(5, "sms")]
    assert messages(look) == []


@pytest.fixture
def served(office, at):
    """``served()`` is a visit that has just ended, with which the number was left."""

    def go(language: str = "fa", number: str = NUMBER):
        if queries.counter_by_number(db.session(), office, 2).status != "open":
            queue_service.open_counter(at(2))
        ticket = queue_service.issue(office, "test", "info_desk", tokens.new(), language=language)
        texts.keep_number(office, "test", ticket.id, number)
        queue_service.call_next(at(2), ticket.id)
        queue_service.start(at(2))
        return queue_service.finish(at(2)).id

    return go


@pytest.fixture
def answered(gateway, work):
    """``answered()``: what went back since it was asked last."""

    def since() -> list[str]:
        work()
        said = gateway.texts
        gateway.taken.clear()
        return said

    return since


@pytest.mark.parametrize(
    ("digit", "language", "words"),
    [
        ("1", "fa", "برای شکایت از این مراجعه، «شکایت» را پیامک کنید."),
        ("2", "en", "text: complaint"),
        ("3", "fa", "نظرتان رسید."),
        ("5", "fa", "برای تقدیر از متصدی، «تقدیر» را پیامک کنید."),
        ("5", "en", "text: praise"),
    ],
)
def test_a_digit_that_rates_is_thanked_once_and_told_what_it_opens(bring, served, answered, digit, language, words):
    served(language)
    for _ in range(2):
        bring(text=digit, id="1")

    (text,) = answered()
    assert words in text
    assert message_rules.parts(text) == 1
    bring(text=digit, id="2")
    assert answered() == [], "no visit waits for another"


@pytest.mark.parametrize(
    ("digit", "word", "kind"),
    [
        ("1", "شکایت", "complaint"),
        ("۲", " «شكايت». ", "complaint"),
        ("1", "COMPLAINT", "complaint"),
        ("5", "تقدیر", "praise"),
    ],
)
def test_the_word_opens_the_door_of_the_visit_and_its_code_goes_back(bring, served, answered, look, digit, word, kind):
    ticket = served()
    bring(text=digit, id="1")
    answered()

    bring(text=word, id="2")

    (made,) = messages(look)
    assert (made.kind, made.ticket_id) == (kind, ticket)
    assert sender(look(), made.id).phone == NUMBER
    (text,) = answered()
    assert persian.persian_digits(tracking.spaced(made.code)) in text

    bring(text=word, id="3")
    (again,) = answered()
    assert persian.persian_digits(tracking.spaced(made.code)) in again
    assert len(messages(look)) == 1


@pytest.mark.parametrize("source", ["phone", "kiosk"])
def test_a_rating_that_did_not_come_by_text_is_not_told_by_one(bring, served, look, office, answered, source):
    rating_service.rate(office, served(), 1, source)

    bring(text="شکایت", id="1")

    (made,) = messages(look)
    assert (made.kind, made.ticket_id) == ("request", None)


@pytest.mark.parametrize(
    ("digit", "text", "from_"),
    [("4", "شکایت", PHONE), ("1", "تقدیر", PHONE), ("1", "شکایت", "09350000000"), ("1", "شکایت از آسفالت کوچه", PHONE)],
)
def test_any_other_word_number_or_rating_opens_no_door(bring, served, look, digit, text, from_):
    served()
    bring(text=digit, id="1")

    bring(text=text, id="2", from_=from_)

    (made,) = messages(look)
    assert (made.kind, made.ticket_id, made.body) == ("request", None, text)


def test_when_the_number_of_the_visit_is_erased_the_word_is_a_message_like_others(bring, served, look, office):
    served()
    bring(text="1", id="1")
    texts.erase_numbers(office, 15000101)

    bring(text="شکایت", id="2")

    (made,) = messages(look)
    assert (made.kind, made.ticket_id) == ("request", None)


def test_a_flood_of_one_number_is_asked_to_come_later_and_loses_nothing(bring, look, later):
    for n in range(texting.MOST):
        assert bring(text=f"{WORDS} {n}", id=str(n)).status_code == 200

    over = bring(text="آخرین", id="99")
    again, other = bring(text=f"{WORDS} 0", id="0"), bring(text=WORDS, id="100", from_="09350000000")
    later(hours=1, minutes=1)
    late = bring(text="آخرین", id="99")

    assert (over.status_code, again.status_code, other.status_code, late.status_code) == (429, 200, 200, 200)
    assert int(over.headers["Retry-After"]) > 0
    assert len(messages(look)) == texting.MOST + 2


@pytest.mark.parametrize("sender_", ["+4917612345678", "+12025550123", "Bank", "x" * 500])
def test_who_cannot_be_answered_is_heard_all_the_same(bring, look, sender_):
    assert bring(text=WORDS, id="1", from_=sender_).status_code == 200

    (made,) = messages(look)
    kept = sender(db.session(), made.id)
    assert (kept.phone, kept.name) == ("", sender_[:100])


def test_a_gateway_that_counts_from_one_again_loses_no_text(bring, look):
    bring(text=WORDS, id="1")
    others = bring(text="چراغ کوچه خاموش است", id="1"), bring(text=WORDS, id="1", from_="09350000000")

    assert [answer.status_code for answer in others] == [200, 200]
    assert [made.body for made in messages(look)] == [WORDS, "چراغ کوچه خاموش است", WORDS]


@pytest.mark.parametrize("body", ["[" * 100_000, '{"text":' * 100_000, '{"text":', "[]", "null"])
def test_broken_json_is_said_to_be_no_text(bring, browser, body):
    answer = browser().post(f"/sms/in/{KEY}", data=body, content_type="application/json")

    assert answer.status_code == 422


@pytest.mark.parametrize("fields", [{}, {"text": "   "}, {"text": "\u200c"}, {"from_": "", "text": WORDS}])
def test_what_is_no_text_is_said_to_be_none(bring, look, fields):
    assert bring(**fields).status_code == 422
    assert messages(look) == []


def test_hostile_and_endless_texts_are_taken_as_words(bring, look):
    assert bring(text="<script>alert(1)</script>\x00\u202e" * 500, id="1").status_code == 200

    (made,) = messages(look)
    assert len(made.body) <= 4000
    assert "\x00" not in made.body


def test_names_of_parts_are_read_in_any_case():
    found = inbound.read({"FROM": "1", "Message": "x", "MessageID": 3, "other": "y"})

    assert (found.sender, found.text, found.id) == ("1", "x", "3")
    assert inbound.read({"message": ["x"], "from": "1"}) is None


@pytest.mark.parametrize(
    ("text", "is_code", "meaning"),
    [("۵", False, "rates"), (" 3 ", False, "rates"), ("6", False, "says"), ("55", False, "says"),
     ("سلام", False, "says"), ("1234 5678 9012", False, "wrong"), ("۱۲۳۴-۵۶۷۸-۹۰۱۲", True, "asks"),
     ("123456789012 کجاست؟", False, "says")],
)  # fmt: skip
def test_what_a_text_means(text, is_code, meaning):
    digits = tracking.digits(text)

    assert texting.meaning(digits, is_code, tracking.is_as_long(digits)) == meaning


def test_the_number_of_a_text_goes_after_a_week_and_its_message_stays(bring, look, office, later):
    bring(text=WORDS, id="1")
    (rule,) = [rule for rule in retention.RULES if "texts that came in" in rule.what]

    kept = rule.due(look(), office, later(days=6, hours=23))
    gone = rule.remove(office, later(hours=2))

    assert (kept, gone) == (0, 1)
    assert look().query(IncomingText).count() == 0
    assert len(messages(look)) == 1
