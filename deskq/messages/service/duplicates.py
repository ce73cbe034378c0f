"""Duplicates: which message is worked on, and what becomes of those linked to it."""

from datetime import timedelta

from deskq.core import actors
from deskq.core.text.names import Name
from deskq.messages import tracking_code
from deskq.messages.models import Feedback, Message
from deskq.messages.queries import due as due_queries
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.transitions import LIVE
from deskq.messages.rules.visibility import is_restricted
from deskq.messages.service.create import deadline_of
from deskq.messages.service.edit import EditedMessage

#: Time between an answer and its feedback call.
FEEDBACK_AFTER = timedelta(hours=24)
RESUMED = Name(
    "پیامی که با پیام شما یکی بود پس گرفته شد. از این پس به پیام شما جداگانه رسیدگی می‌شود.",
    "The message that was handled together with yours was withdrawn. From now on we will work on yours separately.",
)


def withdraw(edited: EditedMessage, *, words: str = "", note: str = "") -> None:
    """Withdraw a message. If it has duplicates, the oldest of them is worked on instead, in the same unit, and the
    others are linked to that one."""
    message = edited.message
    edited.move("withdraw", words=words, note=note)
    message.ended_at, message.escalates_at = edited.at, None
    others = due_queries.duplicates_of(edited.tx.session, message.id)
    if others:
        _continue_with_oldest(edited, *others)


def _continue_with_oldest(edited: EditedMessage, heir: Message, *others: Message) -> None:
    message = edited.message
    _edit_too(edited, message).note("hand_on", note=tracking_code.spaced(heir.code))
    for other in others:
        _follow(edited, other, heir)  # before the heir resumes: its event sends them the new date
    heir.class_id = message.class_id
    words = RESUMED.in_language(heir.language)
    resume(_edit_too(edited, heir), "go_on", message.unit_id, words, tracking_code.spaced(message.code))


def resume(edited: EditedMessage, verb: str, to_unit: int, words: str, note: str = "") -> None:
    """Open it again, with a new deadline."""
    message = edited.message
    due = deadline_of(edited.tx, edited.at, edited.settings.classes[message.class_id])
    edited.move(verb, words=words, note=note, due_at=due, to_unit=to_unit)
    edited.promise(edited.at, due)
    message.outcome = message.answered_at = message.ended_at = message.duplicate_of_id = None
    message.verdict = message.root_cause = message.person_id = None


def link_duplicate(edited: EditedMessage, primary: Message) -> None:
    """Link a message and its own duplicates to ``primary``, which is no duplicate itself."""
    edited.message.duplicate_of_id = primary.id
    others = due_queries.duplicates_of(edited.tx.session, edited.message.id)
    linked = [edited, *(_follow(edited, other, primary) for other in others)]
    if primary.state not in LIVE:
        for one in linked:
            record_answer(one)


def record_answer(edited: EditedMessage) -> None:
    """The citizen has an answer: they may come back to it, and are called if they left a number. The first answer
    is what the first promise is measured by."""
    session, message = edited.tx.session, edited.message
    message.answered_at, message.first_answered_at = edited.at, message.first_answered_at or edited.at
    if not is_restricted(message) and message_queries.sender(session, message.id).phone:
        _ask_later(edited)


def _ask_later(edited: EditedMessage) -> None:
    """One call about the current answer; a call still to be made about an older answer is moved."""
    session, message, at = edited.tx.session, edited.message, edited.at + FEEDBACK_AFTER
    waiting = message_queries.feedback_of(session, message.id)
    if waiting is None:
        session.add(Feedback(office_id=message.office_id, message_id=message.id, next_at=at))
    else:
        waiting.next_at, waiting.tries, waiting.claimed_until = at, 0, None


def _follow(edited: EditedMessage, other: Message, primary: Message) -> EditedMessage:
    """Link a duplicate of this message to ``primary``."""
    follows = _edit_too(edited, other)
    follows.note("follow", note=tracking_code.spaced(primary.code))
    other.duplicate_of_id = primary.id
    return follows


def _edit_too(edited: EditedMessage, other: Message) -> EditedMessage:
    """Another message edited in the same action. What a citizen does to their own message, the system does to
    others."""
    return EditedMessage(edited.tx, other, edited.settings, edited.viewer, None if edited.viewer else actors.SYSTEM)
