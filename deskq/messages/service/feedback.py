"""The operator rings about an answer (R23): one at a time takes a call, and writes down what the citizen said."""

from deskq import persian
from deskq.errors import N_, NotFound, Refused
from deskq.messages import queries, rules
from deskq.messages.events import FeedbackCallStarted, FeedbackTaken, FeedbackTakenBack, MessageMoved
from deskq.messages.models import Feedback, Message
from deskq.messages.service.citizen import reopen
from deskq.messages.service.held import Held
from deskq.messages.service.undo import undo_time
from deskq.transactions import Transaction, transaction

#: Written by the keeper: nobody had rung when the answer was closed.
NOT_MADE = "not_made"


class AlreadyRung(Refused):
    slug = "already-rung"
    title = N_("Somebody has rung about this answer already.")


class CallOver(Refused):
    slug = "call-over"
    title = N_("This call was not made in time, and the answer is closed. Nobody needs to be rung about it any more.")


class OpenAgain(Refused):
    slug = "open-again"
    title = N_("This matter is open again. Its citizen is rung about the next answer.")


class BeingRung(Refused):
    slug = "being-rung"
    title = N_("A colleague is ringing this person now. Please take another call.")


def begin_call(office_id: int, by: str, person_id: int, feedback_id: int) -> Feedback:
    """Take a call: its number may be shown to this person, which the journal tells, and to nobody else meanwhile."""
    with transaction(office_id, by) as tell:
        call = _open(tell, feedback_id, person_id)
        if not call.stands:
            raise OpenAgain
        call.feedback.claimed_by_id, call.feedback.claimed_until = person_id, tell.at + rules.CLAIM
        tell(FeedbackCallStarted(call.message.id))
        return call.feedback


def take_feedback(office_id: int, by: str, person_id: int, feedback_id: int, outcome: str, note: str = "") -> Message:
    """Write down a call. Satisfied: closed. Not satisfied: opened again by right. Not there: rung again."""
    note = persian.clean(note)[:1000]
    rules.check_call(outcome, note)
    with transaction(office_id, by) as tell:
        call = _open(tell, feedback_id, person_id)
        found, message = call.feedback, call.message
        found.tries, found.person_id, found.note = found.tries + 1, person_id, note
        found.claimed_by_id = found.claimed_until = None
        if outcome == "no_answer" and found.tries < rules.MOST_TRIES:
            found.next_at = tell.at + rules.AGAIN_AFTER
            return message
        found.outcome, found.done_at = outcome, tell.at
        tell(FeedbackTaken(message.id, outcome))
        _follow(Held(tell, message, queries.furniture(tell.session, office_id)), outcome, note)
        return message


def take_back(office_id: int, by: str, person_id: int, feedback_id: int) -> Feedback:
    """Take back what was just written down of a call that nobody outside has noticed: it is this person's again."""
    with transaction(office_id, by) as tell:
        call = queries.call(tell.session, office_id, feedback_id)
        if call is None:
            raise NotFound
        found = call.feedback
        if not rules.may_take_back(found, person_id, tell.at, undo_time(tell.session, office_id)):
            raise rules.NothingToUndo
        _stand_again(Held(tell, call.message, queries.furniture(tell.session, office_id)), found)
        found.outcome, found.done_at, found.tries = None, None, found.tries - 1
        found.claimed_by_id, found.claimed_until = person_id, tell.at + rules.CLAIM
        tell(FeedbackTakenBack(call.message.id))
        return found


def _stand_again(held: Held, call: Feedback) -> None:
    """The answer as it was before this call closed it, if it did; nothing may have happened to it since."""
    message, done_at = held.message, call.done_at
    last = queries.steps(held.tell.session, message.id)[-1]
    if (last.verb, last.at) != ("close", done_at):
        if done_at is None or last.at > done_at or call.outcome == "satisfied":
            raise rules.NothingToUndo
        return
    message.state, message.ended_at = "answered", None
    step = held.note("undo")
    held.tell.session.flush()
    held.tell(MessageMoved(message.id, "undo", message.state, message.unit_id, None, None, step.id))


def _open(tell: Transaction, feedback_id: int, person_id: int) -> queries.Call:
    """A call that is still to be made, and by nobody else now."""
    found = queries.call(tell.session, tell.office_id, feedback_id)
    if found is None:
        raise NotFound
    feedback = found.feedback
    if feedback.outcome == NOT_MADE:
        raise CallOver
    if feedback.outcome is not None:
        raise AlreadyRung
    if rules.is_taken(feedback, person_id, tell.at):
        raise BeingRung
    return found


def _follow(held: Held, outcome: str, note: str) -> None:
    """What an outcome does to the message. Who was not satisfied a second time objects, where they still may; else,
    and where it was opened again meanwhile, their words stand in the history."""
    message = held.message
    if outcome == "satisfied" and rules.may_move(message.state, "close"):
        held.move("close", note=note)
        message.ended_at = held.at
    if outcome != "not_satisfied":
        return
    for verb in ("reopen", "object"):
        try:
            return reopen(held, verb, note)
        except rules.OnceByRight:
            continue
        except rules.CannotMove:  # opened again meanwhile, in whatever way
            break
    held.note("unsatisfied", note=note)
