"""A citizen who was asked is told by SMS, and replies on the tracking page or by SMS."""

import pytest

from deskq.core.text import persian
from deskq.messages import tracking_code
from deskq.messages.queries import message as message_queries
from deskq.messages.service.answer import link
from deskq.portal import service as portal
from tests.message_pauses.conftest import QUESTION
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import bring

__all__ = ["bring", "gateway", "work"]


@pytest.fixture
def asked(ask, gateway):
    """``asked()``: a request with a mobile number whose citizen is asked."""
    return lambda **given: ask(phone="09121234567", **given)


@pytest.fixture
def last_words(look):
    """``last_words(message)``: what its citizen added, as it is now."""
    return lambda message: list(reversed(message_queries.words_added(look(), message.id)))


def test_the_question_comes_by_sms_and_the_reply_goes_to_its_message(
    asked, bring, gateway, work, now_of, filed, last_words
):
    message = asked()
    work()
    (text,) = [one for one in gateway.texts if QUESTION in one]
    assert persian.persian_digits(tracking_code.spaced(message.code)) in text
    assert "همین پیامک" in text

    assert bring(text="پلاک ۱۲ است", id="1").status_code == 200
    assert bring(text="پلاک ۱۲ است", id="1").status_code == 200  # delivered again

    assert last_words(message) == ["پلاک ۱۲ است"]
    assert now_of(message.id).waits_for is None
    assert len(filed()) == 1


def test_a_digit_is_a_reply_too_and_a_code_says_to_which_question(asked, bring, last_words):
    first, second = asked(), asked(body="دومی")
    code = persian.persian_digits(tracking_code.spaced(first.code))

    bring(text=f"{code}: طبقهٔ دوم", id="1")
    bring(text="۳", id="2")

    assert (last_words(first), last_words(second)) == (["طبقهٔ دوم"], ["۳"])


def test_a_reply_that_begins_like_the_wish_for_a_ticket_is_a_reply(asked, bring, last_words, set_office):
    set_office(join_share=50)
    message = asked()

    bring(text="نوبت دوم، پلاک ۱۲", id="1")

    assert last_words(message) == ["نوبت دوم، پلاک ۱۲"]


def test_the_code_alone_still_asks_for_the_state_and_others_cannot_reply(asked, bring, filed, now_of, last_words):
    message = asked()

    bring(text=message.code, id="1")
    bring(**{"from": "09351112233"}, text=f"{message.code} من می‌گویم", id="2")

    assert last_words(message) == []
    assert now_of(message.id).waits_for == "citizen"
    assert [one.body for one in filed()][1:] == [f"{message.code} من می‌گویم"]


def test_a_reply_after_the_question_is_answered_is_a_message_of_its_own(asked, bring, filed):
    asked()
    bring(text="پلاک ۱۲", id="1")

    bring(text="سطل پر است", id="2")

    assert len(filed()) == 2


def test_the_page_shows_the_question_only_to_its_sender_who_replies_there(asked, client, now_of):
    message = asked()
    hidden = client.get(f"/track/{message.code}").text
    assert QUESTION not in hidden
    assert "پرسشی از شما داریم" in hidden

    client.post(f"/track/{message.code}/proof", data={"digits": "4567"})
    assert QUESTION in client.get(f"/track/{message.code}").text
    refused = client.post(f"/track/{message.code}/words", data={"words": " "})
    assert refused.status_code == 422
    assert now_of(message.id).waits_for == "citizen"
    client.post(f"/track/{message.code}/words", data={"words": "پلاک ۱۲"})

    assert now_of(message.id).waits_for is None
    assert "پرسشی از شما داریم" not in client.get(f"/track/{message.code}").text


def test_an_anonymous_sender_reads_and_answers_with_the_code(ask, client, now_of):
    message = ask()

    assert QUESTION in client.get(f"/track/{message.code}").text
    client.post(f"/track/{message.code}/words", data={"words": "پلاک ۱۲"})

    assert now_of(message.id).waits_for is None


def test_a_long_question_is_read_on_the_tracking_page(asked, gateway, work):
    asked(question="چرا " * 200)
    work()

    (text,) = [one for one in gateway.texts if "پرسشی از شما داریم" in one]
    assert "چرا چرا" not in text


def test_a_reply_tells_the_senders_of_duplicates_the_new_date(asked, file, action, work, gateway, office):
    first = asked()
    second = file(category="asphalt", phone="09351112233")
    link(action("operator", second), first.code)
    work()
    gateway.texts.clear()

    portal.add_words(office, first.id, "پلاک ۱۲")
    work()

    code = persian.persian_digits(tracking_code.spaced(second.code))
    assert [one for one in gateway.texts if code in one and "مهلت پاسخ" in one]
