"""What a citizen does with the code: add text, withdraw, come back to an answer."""

from datetime import timedelta

from deskq.core.errors import N_, InvalidInput, RateLimited
from deskq.core.text import persian
from deskq.message_settings.kinds import LONGEST_BODY, REPORT, TOO_LONG
from deskq.messages.events import MessageMoved
from deskq.messages.models import Feedback, Message, Photo
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import transitions
from deskq.messages.service import duplicates
from deskq.messages.service.edit import EditedMessage, edit_as_citizen
from deskq.portal import helped
from deskq.portal.events import AnswerHelped, AnswerHelpedTakenBack

#: Additions to one message per day.
MOST_ADDED, WITHIN = 10, timedelta(days=1)
#: The same words within this time are one request sent twice.
SENT_AGAIN = timedelta(minutes=10)


class AddedOften(RateLimited):
    slug = "added-often"
    title = N_("A lot was added to this message today, and no more can be added. Please continue tomorrow.")


def add_words(office_id: int, message_id: int, words: str, photos: list[str] | None = None) -> Message:
    """Add text and photos (names of stored files) to a message; ``AddedOften`` after too many in a day."""
    words = _checked(words, photos)
    with edit_as_citizen(office_id, message_id) as edited:
        session = edited.tx.session
        kept = {
            photo.file for photo in message_queries.photos(session, message_id)
        }  # the same picture has the same name
        fresh = [file for file in photos or () if file not in kept]
        add(edited, words, bool(fresh))
        session.add_all(Photo(message_id=message_id, kind="report", file=file, at=edited.at) for file in fresh)
        return edited.message


def add_file(office_id: int, message_id: int, file: str) -> Message:
    """Add a stored photo or PDF to a message; the same file again is one request sent twice. ``AddedOften``."""
    with edit_as_citizen(office_id, message_id) as edited:
        session = edited.tx.session
        if file not in {photo.file for photo in message_queries.photos(session, message_id)}:
            add(edited, "", brings_photos=True)
            session.add(Photo(message_id=message_id, kind="report", file=file, at=edited.at))
        return edited.message


def add(edited: EditedMessage, words: str, brings_photos: bool = False) -> None:
    """Add text, a few times a day: each locks the office for a moment. The same words shortly after are the same
    request."""
    if not brings_photos and _is_repeated(edited, words):
        return
    if message_queries.added_since(edited.tx.session, edited.message.id, edited.at - WITHIN) >= MOST_ADDED:
        raise AddedOften
    edited.move("add", words=words)


def _is_repeated(edited: EditedMessage, words: str) -> bool:
    last = message_queries.steps(edited.tx.session, edited.message.id)[-1]
    return (last.verb, last.words) == ("add", words) and edited.at - last.at <= SENT_AGAIN


def withdraw(office_id: int, message_id: int, words: str = "") -> Message:
    with edit_as_citizen(office_id, message_id) as edited:
        duplicates.withdraw(edited, words=persian.clean(words)[:LONGEST_BODY])
        return edited.message


def return_to_answer(office_id: int, message_id: int, verb: str, words: str) -> Message:
    """``reopen``: "not satisfied", back to the unit that answered. ``object``: to the inspectorate. Once each."""
    words = _checked(words)
    with edit_as_citizen(office_id, message_id) as edited:
        transitions.check_in_time(edited.message, edited.settings.policy.reopen_days, edited.at)
        reopen(edited, verb, words)
        return edited.message


def say_helped(office_id: int, message_id: int, way: str = "page") -> Message:
    """ "It helped": the answer is closed, and nobody calls about it. Said again, it is said once."""
    with edit_as_citizen(office_id, message_id) as edited:
        message = edited.message
        if not helped.may_say(message, _last_feedback(edited)):
            raise helped.NothingToSay
        feedback = _last_feedback(edited) or Feedback(office_id=office_id, message_id=message_id, next_at=edited.at)
        edited.tx.session.add(feedback)
        feedback.outcome, feedback.done_at, feedback.person_id = helped.SATISFIED, edited.at, None
        feedback.claimed_by_id = feedback.claimed_until = None
        edited.tx.record(AnswerHelped(message_id, way))
        if message.state == "answered":
            edited.move("close")
            message.ended_at = edited.at
        return message


def take_back_helped(office_id: int, message_id: int) -> Message:
    """ "It helped" was a mistake: within a minute the answer stands as before."""
    with edit_as_citizen(office_id, message_id) as edited:
        message, feedback = edited.message, _last_feedback(edited)
        if feedback is None or not helped.may_take_back(feedback, edited.at):
            raise helped.NothingToTakeBack
        last = message_queries.steps(edited.tx.session, message.id)[-1]
        if (last.verb, last.at) == ("close", feedback.done_at):
            message.state, message.ended_at = "answered", None
            step = edited.note("undo")
            edited.tx.session.flush()
            edited.tx.record(MessageMoved(message.id, "undo", message.state, message.unit_id, None, None, step.id))
        feedback.outcome, feedback.done_at = None, None
        edited.tx.record(AnswerHelpedTakenBack(message_id))
        return message


def _last_feedback(edited: EditedMessage) -> Feedback | None:
    return message_queries.last_feedback_of(edited.tx.session, edited.message.id)


def reopen(edited: EditedMessage, verb: str, words: str) -> None:
    """The deadline for coming back is checked by the caller: in a feedback call there is none."""
    message, policy = edited.message, edited.settings.policy
    transitions.move(message.state, verb)
    if verb == "object":  # a duplicate is answered only when its primary is
        transitions.move(message_queries.primary(edited.tx.session, message).state, verb)
    transitions.check_may_return(message, verb)
    to = _back_to(edited) if verb == "reopen" or message.kind == REPORT else policy.inspectorate_unit_id
    duplicates.resume(edited, verb, to, words)
    message.reopened, message.objected = message.reopened or verb == "reopen", message.objected or verb == "object"


def _back_to(edited: EditedMessage) -> int:
    """The unit that answered; if it has been closed since, the next open one above."""
    unit = edited.settings.units[edited.message.unit_id]
    for _ in edited.settings.units:
        if unit.offered or unit.parent_id is None:
            break
        unit = edited.settings.units[unit.parent_id]
    return unit.id if unit.offered else edited.settings.policy.intake_unit_id


def _checked(words: str, photos: list[str] | None = None) -> str:
    words = persian.clean(words)
    if not words and not photos:
        raise InvalidInput({"words": N_("Please write a few words.")})
    if len(words) > LONGEST_BODY:
        raise InvalidInput({"words": TOO_LONG})
    return words
