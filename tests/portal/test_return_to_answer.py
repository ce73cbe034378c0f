"""Actions of citizens: add text, withdraw, reopen, object."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.service import answer as answer_service
from deskq.messages.service.answer import Answer
from deskq.portal import service
from deskq.portal.service import MOST_ADDED, AddedOften
from deskq.rating_followup import service as rating_followup_service
from tests.portal.tracking import PHONE, answered, message, prove, show

__all__ = ["answered", "message", "prove", "show"]


def test_with_the_code_of_an_anonymous_message_one_can_add_text_but_not_withdraw(client, show, file):
    made = file(category="asphalt")

    assert client.post(f"/track/{made.code}/words", data={"words": "درست شد"}).status_code == 303
    refused = client.post(f"/track/{made.code}/withdrawal")

    assert refused.status_code == 403
    assert "شماره‌ای همراه این پیام نیست" in refused.text
    assert "شماره‌ای همراه این پیام نیست" in show(made).text
    assert "/withdrawal" not in show(made).text


def test_the_submitting_browser_can_withdraw_for_two_days(client, browser, look, later):
    def send(key: str) -> Message:
        given = {"kind": "request", "body": "چاله", "address": "خیابان امام", "request_key": key}
        client.post("/messages", data=given)
        return look().query(Message).order_by(Message.id.desc()).first()

    first = send("first-page")
    assert "/withdrawal" in client.get(f"/track/{first.code}").text
    assert browser().post(f"/track/{first.code}/withdrawal").status_code == 403
    assert client.post(f"/track/{first.code}/withdrawal").status_code == 303

    second = send("second-page")
    later(hours=49)
    assert client.post(f"/track/{second.code}/withdrawal").status_code == 403


@pytest.mark.parametrize("verb", ["words", "withdrawal", "reopening", "objection"])
def test_citizen_actions_are_refused_in_a_browser_with_a_staff_session(sign_in, file, answered, look, verb):
    made = file(category="asphalt")
    answered(made)
    turn = look().get(Message, made.id).turn
    head = sign_in("civil")

    refused = head.post(f"/track/{made.code}/{verb}?lang=en", data={"words": "پشیمان شدم"})

    assert refused.status_code == 403
    assert "A member of staff is signed in in this browser" in refused.text
    page = head.get(f"/track/{made.code}?lang=en").text
    assert "A member of staff is signed in in this browser" in page
    assert "<form" not in page
    assert look().get(Message, made.id).turn == turn


@pytest.mark.parametrize("verb", ["words", "withdrawal", "reopening", "objection"])
def test_citizen_actions_require_the_proof(client, message, verb):
    assert client.post(f"/track/{message.code}/{verb}", data={"words": "نه"}).status_code == 403


def test_text_can_be_added_but_no_empty_one_and_a_message_can_be_withdrawn(client, show, prove, message):
    address = f"/track/{message.code}"
    prove(message, "4567")

    client.post(f"{address}/words", data={"words": "هنوز هم همان است"})
    empty = client.post(f"{address}/words", data={"words": ""})

    assert "هنوز هم همان است" in show(message).text
    assert empty.status_code == 422
    assert 'id="words-problem"' in empty.text
    client.post(f"{address}/withdrawal", data={})
    assert "پس گرفته شد" in show(message).text
    assert client.post(f"{address}/withdrawal", data={}).status_code == 409


def test_a_message_can_be_reopened_once_and_then_only_objected_to(client, show, prove, message, answered, action, look):
    answered(message)
    prove(message, "4567")
    before = show(message).text
    assert "/reopening" in before
    assert "said-verdict" in before

    client.post(f"/track/{message.code}/reopening", data={"words": "درست نشد"})
    assert "said-verdict" not in show(message).text
    answer_service.answer(
        action("civil", look().get(type(message), message.id)), Answer("explained", "باز هم", verdict="upheld")
    )

    page = show(message).text
    assert "درست نشد" in page
    assert "/reopening" not in page
    assert "/objection" in page
    client.post(f"/track/{message.code}/objection", data={"words": "نمی‌پذیرم"})
    assert "/objection" not in show(message).text


def test_the_sender_of_a_duplicate_can_reopen_after_the_primary_was_answered(
    client, prove, file, answered, action, later
):
    first, second = file(category="asphalt"), file(category="asphalt", phone=PHONE)
    answer_service.link(action("operator", second), first.code)
    later(days=40)
    answered(first)
    prove(second, "4567")

    assert client.post(f"/track/{second.code}/reopening", data={"words": "نه"}).status_code == 303


def test_additions_per_day_are_limited(client, prove, message, office, later, look):
    for n in range(MOST_ADDED):
        service.add_words(office, message.id, f"افزودهٔ {n}")
    prove(message, "4567")

    answer = client.post(f"/track/{message.code}/words", data={"words": "و باز هم"})

    assert answer.status_code == 429
    assert "فردا" in answer.text
    assert "و باز هم" in answer.text
    with pytest.raises(AddedOften):
        rating_followup_service.complete(office, message.id, "و باز هم", "", "")
    later(hours=25)
    service.add_words(office, message.id, "فردا رسید")
    assert len(message_queries.words_added(look(), message.id)) == MOST_ADDED + 1


def test_an_objection_requires_an_answer_of_the_primary_message(client, prove, file, action, look):
    first, second = file(category="asphalt"), file(category="asphalt", phone=PHONE)
    answer_service.link(action("operator", second), first.code)
    prove(second, "4567")

    refused = client.post(f"/track/{second.code}/objection", data={"words": "نمی‌پذیرم"})

    assert refused.status_code == 409
    made = look().get(Message, second.id)
    assert (made.state, made.objected, made.duplicate_of_id) == ("answered", False, first.id)


def test_after_all_reactions_a_new_message_is_offered(show, prove, message, answered, later):
    answered(message)
    prove(message, "4567")
    assert "پیام تازه‌ای" not in show(message).text

    later(days=60)
    prove(message, "4567")

    page = show(message).text
    assert "/reopening" not in page
    assert '<a href="/messages/new">پیام تازه‌ای' in page


@pytest.mark.parametrize("words", [" ", "ن" * (LONGEST_BODY + 1)], ids=["none", "too many"])
@pytest.mark.parametrize(
    "act",
    [
        service.add_words,
        lambda office, number, words: service.return_to_answer(office, number, "reopen", words),
        lambda office, number, words: service.return_to_answer(office, number, "object", words),
    ],
    ids=["add", "reopen", "object"],
)
def test_no_words_and_too_many_are_refused(office, message, answered, now_of, act, words):
    answered(message)
    turn = now_of(message.id).turn

    with pytest.raises(InvalidInput) as refused:
        act(office, message.id, words)

    assert set(refused.value.fields) == {"words"}
    assert now_of(message.id).turn == turn
