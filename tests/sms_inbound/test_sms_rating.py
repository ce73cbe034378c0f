"""A digit by SMS rates the visit of the number, and a keyword files the follow-up that the rating offers."""

import pytest

from deskq.core import secrets
from deskq.core.text import persian
from deskq.messages import tracking_code
from deskq.messages.queries.message import sender
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.issue import issue
from deskq.ratings import service as rating_service
from deskq.ratings.models import Rating
from deskq.sms import rules as sms_rules
from deskq.sms import service as sms_service
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import NUMBER, PHONE, answered, bring

__all__ = ["answered", "bring", "gateway", "work"]


@pytest.fixture
def served(office, at):
    """``served()`` is a visit that has just ended, with which the number was left."""

    def go(language: str = "fa") -> int:
        counters.open_counter(at(2))
        ticket = issue(office, "test", NewTicket("info_desk", secrets.new(), language=language))
        sms_service.store_number(office, "test", ticket.id, NUMBER)
        calls.call_next(at(2), ticket.id)
        serve.start(at(2))
        return serve.finish(at(2)).id

    return go


def test_a_digit_rates_the_last_visit_of_the_number_without_a_message(bring, served, look, filed):
    served()

    assert bring(text="۵").status_code == 200
    bring(text="۳", from_="09350000000")

    assert [(rating.score, rating.source) for rating in look().query(Rating)] == [(5, "sms")]
    assert filed() == []


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
def test_a_rating_digit_is_answered_once_with_thanks_and_the_follow_up(bring, served, answered, digit, language, words):
    served(language)
    for _ in range(2):
        bring(text=digit, id="1")

    (text,) = answered()
    assert words in text
    assert sms_rules.part_count(text) == 1
    bring(text=digit, id="2")
    assert answered() == [], "no visit waits for another"


@pytest.mark.parametrize(
    ("digit", "word", "kind"),
    [
        *(("1", "شکایت", "complaint"), ("۲", " «شكايت». ", "complaint"), ("1", "COMPLAINT", "complaint")),
        ("5", "تقدیر", "praise"),
    ],
)
def test_the_keyword_files_the_follow_up_and_its_code_is_sent_back(
    bring, served, answered, look, filed, digit, word, kind
):
    ticket = served()
    bring(text=digit, id="1")
    answered()

    for key in ("2", "3"):
        bring(text=word, id=key)

        (made,) = filed()
        assert (made.kind, made.ticket_id) == (kind, ticket)
        (text,) = answered()
        assert persian.persian_digits(tracking_code.spaced(made.code)) in text

    assert sender(look(), made.id).phone == NUMBER


@pytest.mark.parametrize("source", ["phone", "kiosk"])
def test_a_rating_given_elsewhere_is_not_answered_by_sms(bring, served, filed, office, source):
    rating_service.rate(office, served(), 1, source)

    bring(text="شکایت", id="1")

    (made,) = filed()
    assert (made.kind, made.ticket_id) == ("request", None)


@pytest.mark.parametrize(
    ("digit", "text", "from_"),
    [("4", "شکایت", PHONE), ("1", "تقدیر", PHONE), ("1", "شکایت", "09350000000"), ("1", "شکایت از آسفالت کوچه", PHONE)],
)
def test_other_words_numbers_or_ratings_file_no_follow_up(bring, served, filed, digit, text, from_):
    served()
    bring(text=digit, id="1")

    bring(text=text, id="2", from_=from_)

    (made,) = filed()
    assert (made.kind, made.ticket_id, made.body) == ("request", None, text)


def test_after_the_number_of_the_visit_is_erased_the_keyword_is_an_ordinary_message(bring, served, filed, office):
    served()
    bring(text="1", id="1")
    sms_service.erase_numbers(office, 15000101)

    bring(text="شکایت", id="2")

    (made,) = filed()
    assert (made.kind, made.ticket_id) == ("request", None)
