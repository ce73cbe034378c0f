"""Reads pauses: the running one, due ones, questions to a phone number, and sums."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.message_pauses.models import MessagePause
from deskq.message_pauses.rules import CITIZEN, WHOM
from deskq.messages.models import WAITING, Message, Sender, Step
from deskq.ratings.results.paused_clocks_port import PausedClocks

NEWEST = 20
DAY = timedelta(days=1)


def running(session: Session, message_id: int) -> MessagePause | None:
    """The pause that has not ended."""
    wanted = select(MessagePause).where(MessagePause.message_id == message_id, MessagePause.ended_at.is_(None))
    return session.scalars(wanted).one_or_none()


def last(session: Session, message_id: int) -> MessagePause | None:
    """The latest pause, ended or not."""
    wanted = select(MessagePause).where(MessagePause.message_id == message_id)
    return session.scalars(wanted.order_by(MessagePause.id.desc()).limit(1)).one_or_none()


def step_of(session: Session, pause: MessagePause) -> Step:
    """The step with its question or reason."""
    return session.get_one(Step, pause.step_id)


def due(session: Session, office_id: int, now: datetime, most: int) -> list[Message]:
    """Messages whose pause is over, the earliest first."""
    wanted = select(Message).where(WAITING, Message.office_id == office_id, Message.waits_until <= now)
    return list(session.scalars(wanted.order_by(Message.waits_until).limit(most)))


def asked_of(session: Session, office_id: int, phone_index: str) -> list[Message]:
    """Messages of this number with a question that has no reply yet, the latest question first."""
    wanted = (
        select(Message)
        .join(Sender, Sender.message_id == Message.id)
        .join(MessagePause, MessagePause.message_id == Message.id)
        .where(Message.office_id == office_id, Sender.phone_index == phone_index, Message.waits_for == CITIZEN)
        .where(MessagePause.ended_at.is_(None))
        .order_by(MessagePause.started_at.desc(), MessagePause.id.desc())
    )
    return list(session.scalars(wanted.limit(NEWEST)))


def paused_clocks(session: Session, office_id: int, start: datetime, end: datetime) -> list[PausedClocks]:
    """Pauses that ended in [start, end), by party."""
    wanted = select(MessagePause.waits_for, MessagePause.started_at, MessagePause.ended_at).where(
        MessagePause.office_id == office_id, MessagePause.ended_at >= start, MessagePause.ended_at < end
    )
    waits: dict[str, list[timedelta]] = {}
    for whom, began, ended in session.execute(wanted):
        waits.setdefault(whom, []).append((ended or began) - began)
    return [
        PausedClocks(WHOM[whom], len(waits[whom]), sum(waits[whom], timedelta()) / len(waits[whom]) / DAY)
        for whom in WHOM
        if whom in waits
    ]
