"""Erases parts of messages, by retention rule (retention.py) or on request (personal_data.py)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select, union_all, update
from sqlalchemy.orm import aliased

from deskq.core.transactions import Transaction
from deskq.message_settings.kinds import REPORT
from deskq.messages import fulltext
from deskq.messages.events import PersonErased
from deskq.messages.models import ANSWERED, Feedback, Message, Photo, Sender, Step
from deskq.messages.question_answers import QuestionAnswer
from deskq.sender_check.models import SenderBrowser, SenderCheck

Keys = Callable[..., Select[int]]
#: Any of these fields is set; encrypted fields can only be compared with the empty text.
NAMES_SOMEBODY = or_(Sender.name != "", Sender.phone != "", Sender.national_id != "", Sender.address != "")
EMPTY_SENDER: dict[str, Any] = {
    **dict.fromkeys(("name", "phone", "national_id", "address"), ""),
    **dict.fromkeys(("phone_index", "national_index")),
}
EMPTY_MESSAGE: dict[str, Any] = {
    **dict.fromkeys(("body", "address", "permit"), ""),
    **dict.fromkeys(("sealed_body", "lat", "lon", "cell")),
}


def ended(office_id: int, before: datetime) -> list[ColumnElement[bool]]:
    """Messages that ended before this time and are not erased yet. An answer without a feedback call counts as ended
    from its date. Each of the two cases is read by its own index."""
    old = aliased(Message)
    left = select(old.id).where(old.office_id == office_id, old.erased_at.is_(None))
    return [
        Message.id.in_(union_all(left.where(old.ended_at < before), left.where(ANSWERED, old.answered_at < before)))
    ]


def ended_reports(office_id: int, before: datetime) -> list[ColumnElement[bool]]:
    return [*ended(office_id, before), Message.kind == REPORT]


def ended_others(office_id: int, before: datetime) -> list[ColumnElement[bool]]:
    return [*ended(office_id, before), Message.kind != REPORT]


def senders(*which: ColumnElement[bool]) -> Select[int]:
    """Ids of messages whose sender is still known."""
    joined = select(Sender.message_id).join(Message, Message.id == Sender.message_id)
    return joined.where(*which, Sender.erased_at.is_(None), NAMES_SOMEBODY)


def photos(*which: ColumnElement[bool]) -> Select[int]:
    return select(Photo.id).join(Message, Message.id == Photo.message_id).where(*which)


def messages(*which: ColumnElement[bool]) -> Select[int]:
    return select(Message.id).where(*which)


def calls_made(office_id: int, before: datetime) -> list[ColumnElement[bool]]:
    """Feedback calls made (or given up) before this time."""
    return [Feedback.office_id == office_id, func.coalesce(Feedback.done_at, Feedback.next_at) < before]


def calls_with_note(*which: ColumnElement[bool]) -> Select[int]:
    return select(Feedback.id).where(*which, Feedback.note != "")


def erase_senders(tx: Transaction, message_ids: list[int]) -> None:
    """Empty the senders of these messages with their search indexes. Delete pending calls, and the tries to verify the
    sender."""
    mine, rings = Sender.message_id.in_(message_ids), Feedback.message_id.in_(message_ids)
    tx.connection.execute(update(Sender).where(mine).values(**EMPTY_SENDER, erased_at=tx.at))
    tx.connection.execute(delete(Feedback).where(rings, Feedback.outcome.is_(None)))
    for tried in (SenderCheck, SenderBrowser):
        tx.connection.execute(delete(tried).where(tried.message_id.in_(message_ids)))
    if message_ids:
        tx.record(PersonErased(len(message_ids)))


def delete_photos(tx: Transaction, photo_ids: list[int]) -> None:
    """Delete the rows; ``sweep`` (retention_job.py) deletes files to which no row refers any more."""
    tx.connection.execute(delete(Photo).where(Photo.id.in_(photo_ids)))


def erase_notes(tx: Transaction, feedback_ids: list[int]) -> None:
    """Empty the notes, and their copies in the history where the call closed the message."""
    mine = Feedback.id.in_(feedback_ids)
    closing = Step.message_id.in_(select(Feedback.message_id).where(mine))
    tx.connection.execute(update(Step).where(closing, Step.verb == "close").values(note=""))
    tx.connection.execute(update(Feedback).where(mine).values(note=""))


def empty_messages(tx: Transaction, message_ids: list[int]) -> None:
    """Empty text, place, notes and sender, delete photos and search words; the steps stay with their times."""
    connection = tx.connection
    edited = list(tx.session.scalars(senders(Message.id.in_(message_ids))))
    erase_senders(tx, edited)
    connection.execute(delete(Photo).where(Photo.message_id.in_(message_ids)))
    connection.execute(
        update(Message)
        .where(Message.id.in_(message_ids))
        .values(**EMPTY_MESSAGE, erased_at=tx.at, turn=Message.turn + 1)
    )
    connection.execute(update(Step).where(Step.message_id.in_(message_ids)).values(note="", words="", sealed=None))
    connection.execute(delete(QuestionAnswer).where(QuestionAnswer.message_id.in_(message_ids)))
    connection.execute(update(Feedback).where(Feedback.message_id.in_(message_ids)).values(note=""))
    fulltext.delete_rows(connection, message_ids)
