"""The calls about answers that the operator makes: which are due, how often each was tried, who is at one now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from deskq.messages.models import Feedback, Message

#: About an answer that still stands; one that was opened again meanwhile is asked about when it is answered again.
STANDS = ("answered", "closed")
ON_PAGE = 50


@dataclass(frozen=True)
class Call:
    feedback: Feedback
    message: Message


def calls_due(session: Session, office_id: int, now: datetime, most: int = ON_PAGE) -> list[Call]:
    """Those to be made now, the longest due first."""
    wanted = _open(office_id).where(Feedback.next_at <= now).order_by(Feedback.next_at, Feedback.id).limit(most)
    return [Call(feedback, message) for feedback, message in session.execute(wanted)]


def calls_counted(session: Session, office_id: int, now: datetime) -> int:
    """How many are due now."""
    wanted = _open(office_id).where(Feedback.next_at <= now).with_only_columns(func.count())
    return session.scalar(wanted) or 0


def next_call_at(session: Session, office_id: int, now: datetime) -> datetime | None:
    """When the next one is due, while none is."""
    wanted = _open(office_id).where(Feedback.next_at > now).with_only_columns(func.min(Feedback.next_at))
    found: datetime | None = session.scalar(wanted)
    return found


def call(session: Session, office_id: int, feedback_id: int) -> Call | None:
    found = session.execute(
        select(Feedback, Message)
        .join(Message, Message.id == Feedback.message_id)
        .where(Feedback.office_id == office_id, Feedback.id == feedback_id)
    ).first()
    return Call(*found) if found is not None else None


def _open(office_id: int) -> Select[Feedback, Message]:
    return (
        select(Feedback, Message)
        .join(Message, Message.id == Feedback.message_id)
        .where(Feedback.office_id == office_id, Feedback.outcome.is_(None), Message.state.in_(STANDS))
    )
