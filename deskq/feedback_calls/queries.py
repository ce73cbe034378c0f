"""Feedback calls: those due, how often each was tried, who claimed them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from deskq.messages.models import Feedback, Message

#: States in which an answer is valid; a reopened message is called about after its next answer.
STANDS = ("answered", "closed")
ON_PAGE = 50
PRIMARY = aliased(Message)


@dataclass(frozen=True)
class Call:
    """``primary`` is the message that was answered: itself, or the one it is a duplicate of."""

    feedback: Feedback
    message: Message
    primary: Message

    @property
    def stands(self) -> bool:
        return {self.message.state, self.primary.state} <= set(STANDS)


def calls_due(session: Session, office_id: int, now: datetime, most: int = ON_PAGE) -> list[Call]:
    """The calls to be made now, the longest due first."""
    wanted = _open(office_id).where(Feedback.next_at <= now).order_by(Feedback.next_at, Feedback.id).limit(most)
    return [_call(*row) for row in session.execute(wanted)]


def count_due(session: Session, office_id: int, now: datetime) -> int:
    """How many are due now."""
    wanted = _open(office_id).where(Feedback.next_at <= now).with_only_columns(func.count())
    return session.scalar(wanted) or 0


def next_call_at(session: Session, office_id: int, now: datetime) -> datetime | None:
    """When the next one is due, while none is."""
    wanted = _open(office_id).where(Feedback.next_at > now).with_only_columns(func.min(Feedback.next_at))
    found: datetime | None = session.scalar(wanted)
    return found


def call(session: Session, office_id: int, feedback_id: int) -> Call | None:
    wanted = _calls().where(Feedback.office_id == office_id, Feedback.id == feedback_id)
    found = session.execute(wanted).first()
    return _call(*found) if found is not None else None


def _open(office_id: int) -> Select[Feedback, Message, Message]:
    stands = or_(PRIMARY.id.is_(None), PRIMARY.state.in_(STANDS))
    open_ = (Feedback.office_id == office_id, Feedback.outcome.is_(None), Message.state.in_(STANDS))
    return _calls().where(*open_, stands)


def _calls() -> Select[Feedback, Message, Message]:
    joined = select(Feedback, Message, PRIMARY).join(Message, Message.id == Feedback.message_id)
    return joined.outerjoin(PRIMARY, PRIMARY.id == Message.duplicate_of_id)


def _call(feedback: Feedback, message: Message, primary: Message | None) -> Call:
    return Call(feedback, message, primary or message)
