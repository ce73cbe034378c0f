"""A citizen says that an answer helped, on the tracking page or by SMS, and can take it back within a minute."""

import pytest

from deskq.core.extensions import db
from deskq.feedback_calls import queries as calls
from deskq.messages.models import Feedback, Message
from deskq.portal import service
from tests.portal.tracking import answered, message, prove, show
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import bring

__all__ = ["answered", "bring", "gateway", "message", "prove", "show", "work"]
PHONE = "09121234567"


@pytest.fixture
def ready(answered, message, prove) -> Message:
    """An answered message whose sender is proven in this browser."""
    answered(message)
    prove(message, "4567")
    return message


def state(look, found: Message) -> tuple[str, str | None]:
    outcome = look().query(Feedback.outcome).filter_by(message_id=found.id).scalar()
    return look().get(Message, found.id).state, outcome


def test_one_tap_says_once_that_it_helped_and_nobody_calls_about_it(client, ready, show, look, office):
    assert "/helped" in show(ready).text

    assert client.post(f"/track/{ready.code}/helped").status_code == 303

    assert state(look, ready) == ("closed", "satisfied")
    feedback = db.session().query(Feedback).filter_by(message_id=ready.id).one()
    assert calls.call(db.session(), office, feedback.id).feedback.outcome == "satisfied"
    assert client.post(f"/track/{ready.code}/helped").status_code == 409


def test_within_a_minute_it_is_taken_back_and_the_answer_stands_as_before(client, ready, show, look, later):
    client.post(f"/track/{ready.code}/helped")
    assert "/helped/undo" in show(ready).text

    client.post(f"/track/{ready.code}/helped/undo")
    assert state(look, ready) == ("answered", None)

    client.post(f"/track/{ready.code}/helped")
    later(seconds=61)
    assert client.post(f"/track/{ready.code}/helped/undo").status_code == 409
    assert state(look, ready) == ("closed", "satisfied")


def test_before_an_answer_and_without_the_proof_nothing_is_said(client, message, prove, show):
    assert client.post(f"/track/{message.code}/helped").status_code == 403
    prove(message, "4567")
    assert client.post(f"/track/{message.code}/helped").status_code == 409
    assert "/helped" not in show(message).text


def test_a_digit_by_sms_says_it(answered, message, bring, gateway, work, look):
    answered(message)
    work()

    bring(text="۱", from_=PHONE)
    work()

    assert state(look, message) == ("closed", "satisfied")
    assert gateway.texts[-1] == "سپاس که گفتید کمک کرد."


def test_the_other_digit_opens_it_again(answered, message, bring, gateway, work, look):
    answered(message)

    bring(text="۲", from_=PHONE)
    work()

    assert look().get(Message, message.id).state == "referred"
    assert gateway.texts[-1].startswith("پیامتان دوباره باز شد.")


def test_a_digit_of_a_number_without_an_answer_stays_what_it_was(message, bring, filed):
    bring(text="۱", from_=PHONE)

    assert len(filed()) == 1


def test_a_message_that_was_opened_again_can_be_said_to_have_helped_after_its_new_answer(client, ready, answered, look):
    service.return_to_answer(ready.office_id, ready.id, "reopen", "هنوز هست")
    answered(look().get(Message, ready.id))

    assert client.post(f"/track/{ready.code}/helped").status_code == 303
