"""Repeated, late and expired feedback calls."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.feedback_calls import queries
from deskq.feedback_calls import service as calls_service
from deskq.feedback_calls.service import MessageReopened
from deskq.messages import jobs
from deskq.messages.models import Feedback
from deskq.messages.queries import due
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.history import NothingToUndo
from deskq.messages.service import answer as answer_service
from deskq.messages.service.answer import Answer
from deskq.portal import service
from tests.feedback_calls.answered_messages import answered, operator, person

__all__ = ["answered", "operator"]


def test_a_second_dissatisfaction_is_an_objection(office, answered, action, later):
    call = answered()
    calls_service.take_feedback(office, "person:1", 1, call.id, "not_satisfied", "نه")
    message = message_queries.by_id(db.session(), office, call.message_id)
    answer_service.answer(action("operator", message), Answer("explained", "باز هم شد"))
    later(hours=25)

    calls_service.take_feedback(
        office, "person:1", 1, message_queries.feedback_of(db.session(), message.id).id, "not_satisfied", "نه"
    )

    assert message.objected


def test_an_unanswered_call_is_repeated_at_most_three_times(office, answered, later):
    call = answered()
    tries = []
    for _ in range(3):
        calls_service.take_feedback(office, "person:1", 1, call.id, "no_answer")
        tries.append((call.tries, call.outcome, len(queries.calls_due(db.session(), office, clock.now()))))
        later(hours=5)

    assert tries == [(1, None, 0), (2, None, 0), (3, "no_answer", 0)]


def test_a_reopened_message_gets_no_call_until_it_is_answered(operator, office, answered, action, later):
    call = answered()
    page = operator()
    service.return_to_answer(office, call.message_id, "reopen", "نه")
    assert queries.calls_due(db.session(), office, clock.now()) == []
    refused = page.post(f"/calls/{call.id}/beginning", data={})
    assert (refused.status_code, "09121234567" in refused.text) == (409, False)
    with pytest.raises(MessageReopened):
        calls_service.begin_call(office, "person:1", person("operator"), call.id)

    message = message_queries.by_id(db.session(), office, call.message_id)
    answer_service.answer(action("operator", message), Answer("explained", "شد"))
    later(hours=25)

    assert [one.feedback.id for one in queries.calls_due(db.session(), office, clock.now())] == [call.id]


def test_earlier_reactions_are_shown_in_the_history_and_to_the_operator(operator, office, answered, action, look):
    call = answered()
    call_id, message_id = call.id, call.message_id
    for verb in ("reopen", "object"):
        service.return_to_answer(office, message_id, verb, "نه")
        message = message_queries.by_id(db.session(), office, message_id)
        answer_service.answer(
            action("operator" if verb == "reopen" else "inspectorate", message), Answer("explained", "شد")
        )
    comes = operator()
    comes.post(f"/calls/{call_id}/beginning")

    answer = comes.post(f"/calls/{call_id}", data={"outcome": "not_satisfied", "note": "باز هم خشک است"})

    assert "بیش از این باز نمی‌شود" in comes.get(answer.location).text
    last = message_queries.steps(look(), message_id)[-1]
    assert (last.verb, last.note) == ("unsatisfied", "باز هم خشک است")
    history = comes.get(f"/inbox/{message_id}").text
    assert "باز هم خشک است" in history
    assert "سامانهٔ متصل" not in history
    assert message_queries.by_id(look(), office, message_id).state == "answered"


def test_the_outcome_of_a_late_call_counts_as_long_as_nobody_has_closed_the_message(operator, answered, later, look):
    call = answered()
    later(days=60)  # the keeper was not there
    comes = operator()
    comes.post(f"/calls/{call.id}/beginning")

    answer = comes.post(f"/calls/{call.id}", data={"outcome": "not_satisfied", "note": "هنوز خشک است"})

    assert "پیام دوباره باز است" in comes.get(answer.location).text
    message = message_queries.by_id(look(), call.office_id, call.message_id)
    assert (message.state, message.reopened) == ("referred", True)


def test_a_call_that_is_never_made_expires_with_the_waiting_period(operator, office, answered, later, look):
    call = answered()
    call_id, message_id = call.id, call.message_id

    states = []
    for days in (9.9, 0.2):
        later(days=days)
        jobs.run_once()
        states.append(message_queries.by_id(look(), office, message_id).state)

    assert states == ["answered", "closed"]
    assert len(due.auto_close_due(look(), office, clock.now() - timedelta(days=10), 5)) == 0
    assert queries.calls_due(look(), office, clock.now()) == []
    assert look().get(Feedback, call_id).outcome == "not_made"
    late = operator().post(f"/calls/{call_id}/beginning")
    assert late.status_code == 409
    assert "تماس به‌موقع گرفته نشد" in late.text


def test_a_call_in_progress_does_not_expire(office, answered, later, look):
    call = answered()
    call_id, message_id = call.id, call.message_id
    later(days=10)
    calls_service.begin_call(office, "person:1", person("operator"), call_id)
    later(minutes=2)

    jobs.run_once()

    assert message_queries.by_id(look(), office, message_id).state == "answered"
    calls_service.take_feedback(office, "person:1", person("operator"), call_id, "not_satisfied", "نه")
    assert message_queries.by_id(look(), office, message_id).state == "referred"


def test_a_note_of_a_call_is_kept_when_the_citizen_reacted_meanwhile(office, answered, look):
    call = answered()
    calls_service.begin_call(office, "person:1", person("operator"), call.id)
    service.return_to_answer(office, call.message_id, "reopen", "نه")

    calls_service.take_feedback(office, "person:1", person("operator"), call.id, "not_satisfied", "هنوز خشک است")

    last = message_queries.steps(look(), call.message_id)[-1]
    assert (last.verb, last.note) == ("unsatisfied", "هنوز خشک است")
    assert message_queries.by_id(look(), office, call.message_id).state == "referred"


@pytest.mark.parametrize("outcome", ["satisfied", "unsure", "wrong_number", "refused"])
def test_an_outcome_can_be_undone_and_the_call_stays_with_its_operator(operator, office, answered, look, outcome):
    call = answered()
    page = operator()
    page.post(f"/calls/{call.id}/beginning")
    listed = page.post(f"/calls/{call.id}", data={"outcome": outcome}, follow_redirects=True).text
    assert f"/calls/{call.id}/undo" in listed

    shown = page.post(f"/calls/{call.id}/undo", follow_redirects=True)

    assert "09121234567" in persian.ascii_digits(shown.text)
    kept, message = look().get(Feedback, call.id), message_queries.by_id(look(), office, call.message_id)
    assert (kept.outcome, kept.done_at, kept.tries) == (None, None, 0)
    assert (message.state, message.ended_at) == ("answered", None)
    page.post(f"/calls/{call.id}", data={"outcome": "not_satisfied", "note": "هنوز خشک است"})
    assert message_queries.by_id(look(), office, call.message_id).state == "referred"


def test_an_outcome_cannot_be_undone_later_by_others_or_once_the_citizen_was_informed(
    operator, office, answered, later, look
):
    who = person("operator")
    calls = [answered() for _ in range(3)]
    for call, outcome in zip(calls, ("satisfied", "satisfied", "not_satisfied"), strict=True):
        calls_service.begin_call(office, f"person:{who}", who, call.id)
        calls_service.take_feedback(office, f"person:{who}", who, call.id, outcome, "نه")
    service.return_to_answer(office, calls[1].message_id, "reopen", "نه")

    for call, presser in ((calls[0], who + 1), (calls[1], who), (calls[2], who)):
        with pytest.raises(NothingToUndo):
            calls_service.take_back(office, f"person:{presser}", presser, call.id)
    later(minutes=30)
    with pytest.raises(NothingToUndo):
        calls_service.take_back(office, f"person:{who}", who, calls[0].id)
    assert f"/calls/{calls[0].id}/undo" not in operator().get(f"/calls?written={calls[0].id}").text
    assert message_queries.by_id(look(), office, calls[0].message_id).state == "closed"


@pytest.mark.parametrize("written", ["", "x", "-1", "9" * 15, "9" * 40, "۷"])
def test_an_invalid_query_shows_the_list(operator, written):
    page = operator().get("/calls", query_string={"written": written})

    assert page.status_code == 200
    assert "/undo" not in page.text
