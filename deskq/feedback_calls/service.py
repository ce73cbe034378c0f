"""An operator claims a feedback call (R23) and records its outcome."""

from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.feedback_calls import queries as feedback_calls_queries
from deskq.feedback_calls import rules
from deskq.feedback_calls.events import FeedbackCallStarted, FeedbackTaken, FeedbackTakenBack
from deskq.feedback_calls.queries import Call
from deskq.feedback_calls.rules import AGAIN_AFTER, CLAIM, MOST_TRIES
from deskq.message_settings import queries
from deskq.messages.events import MessageMoved
from deskq.messages.models import Feedback, Message
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import transitions
from deskq.messages.rules.history import NothingToUndo
from deskq.messages.rules.transitions import CannotMove, OnceByRight
from deskq.messages.service.edit import EditedMessage
from deskq.messages.service.escalate import NOT_MADE
from deskq.messages.service.undo import undo_period
from deskq.portal.service import reopen


class AlreadyCalled(DomainError):
    slug = "already-rung"
    title = N_("Somebody has already called about this answer.")


class CallExpired(DomainError):
    slug = "call-over"
    title = N_("This call was not made in time and the answer is closed. No call is needed any more.")


class MessageReopened(DomainError):
    slug = "open-again"
    title = N_("This message is open again. We will call the citizen about the next answer.")


class CallClaimed(DomainError):
    slug = "being-rung"
    title = N_("A colleague is calling this person now. Please take another call.")


def begin_call(office_id: int, by: str, person_id: int, feedback_id: int) -> Feedback:
    """Claim a call: its number is shown to this person alone, journalled."""
    with transaction(office_id, by) as tx:
        call = _open(tx, feedback_id, person_id)
        if not call.stands:
            raise MessageReopened
        call.feedback.claimed_by_id, call.feedback.claimed_until = person_id, tx.at + CLAIM
        tx.record(FeedbackCallStarted(call.message.id))
        return call.feedback


def take_feedback(office_id: int, by: str, person_id: int, feedback_id: int, outcome: str, note: str = "") -> Message:
    """Record the outcome. Satisfied: closed. Not satisfied: reopened. No answer: called again later."""
    note = persian.clean(note)[:1000]
    rules.check_call(outcome, note)
    with transaction(office_id, by) as tx:
        call = _open(tx, feedback_id, person_id)
        found, message = call.feedback, call.message
        found.tries, found.person_id, found.note = found.tries + 1, person_id, note
        found.claimed_by_id = found.claimed_until = None
        if outcome == "no_answer" and found.tries < MOST_TRIES:
            found.next_at = tx.at + AGAIN_AFTER
            return message
        found.outcome, found.done_at = outcome, tx.at
        tx.record(FeedbackTaken(message.id, outcome))
        _follow(EditedMessage(tx, message, queries.load_settings(tx.session, office_id)), outcome, note)
        return message


def take_back(office_id: int, by: str, person_id: int, feedback_id: int) -> Feedback:
    """Take back what was just written down of a call that nobody outside has noticed: it is this person's again."""
    with transaction(office_id, by) as tx:
        call = feedback_calls_queries.call(tx.session, office_id, feedback_id)
        if call is None:
            raise NotFound
        found = call.feedback
        if not rules.may_take_back(found, person_id, tx.at, undo_period(tx.session, office_id)):
            raise NothingToUndo
        _stand_again(EditedMessage(tx, call.message, queries.load_settings(tx.session, office_id)), found)
        found.outcome, found.done_at, found.tries = None, None, found.tries - 1
        found.claimed_by_id, found.claimed_until = person_id, tx.at + CLAIM
        tx.record(FeedbackTakenBack(call.message.id))
        return found


def _stand_again(edited: EditedMessage, call: Feedback) -> None:
    """The answer as before this call closed it; refused if anything happened to it since."""
    message, done_at = edited.message, call.done_at
    last = message_queries.steps(edited.tx.session, message.id)[-1]
    if (last.verb, last.at) != ("close", done_at):
        if done_at is None or last.at > done_at or call.outcome == "satisfied":
            raise NothingToUndo
        return
    message.state, message.ended_at = "answered", None
    step = edited.note("undo")
    edited.tx.session.flush()
    edited.tx.record(MessageMoved(message.id, "undo", message.state, message.unit_id, None, None, step.id))


def _open(tx: Transaction, feedback_id: int, person_id: int) -> Call:
    """A call that is still to be made, and by nobody else now."""
    found = feedback_calls_queries.call(tx.session, tx.office_id, feedback_id)
    if found is None:
        raise NotFound
    feedback = found.feedback
    if feedback.outcome == NOT_MADE:
        raise CallExpired
    if feedback.outcome is not None:
        raise AlreadyCalled
    if rules.is_taken(feedback, person_id, tx.at):
        raise CallClaimed
    return found


def _follow(edited: EditedMessage, outcome: str, note: str) -> None:
    """What an outcome does to the message. Who was not satisfied a second time objects, where they still may; else,
    and where it was opened again meanwhile, their words stand in the history."""
    message = edited.message
    if outcome == "satisfied" and transitions.may_move(message.state, "close"):
        edited.move("close", note=note)
        message.ended_at = edited.at
    if outcome != "not_satisfied":
        return
    for verb in ("reopen", "object"):
        try:
            return reopen(edited, verb, note)
        except OnceByRight:
            continue
        except CannotMove:  # opened again meanwhile, in whatever way
            break
    edited.note("unsatisfied", note=note)
