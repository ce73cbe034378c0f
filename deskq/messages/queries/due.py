"""What the background job looks for, and the duplicates of a message."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from deskq.message_settings.kinds import REPORT
from deskq.message_settings.models import MessagePolicy
from deskq.messages.models import ANSWERED, OPEN, Feedback, Message
from deskq.messages.rules.transitions import LIVE


def to_escalate(session: Session, office_id: int, now: datetime, most: int) -> list[Message]:
    """Late messages whose next escalation level is due, the latest first."""
    wanted = select(Message).where(OPEN, Message.office_id == office_id, Message.escalates_at <= now)
    return list(session.scalars(wanted.order_by(Message.escalates_at).limit(most)))


def auto_close_before(session: Session, office_id: int, now: datetime) -> datetime | None:
    """Answers older than this are closed; None where no messages are taken."""
    policy = session.get(MessagePolicy, office_id)
    return now - timedelta(days=policy.quiet_days) if policy is not None else None


def auto_close_due(session: Session, office_id: int, before: datetime, most: int) -> list[Message]:
    """Answered before that moment, with no feedback call due later: few rows are read in vain, however many calls
    are not made. A duplicate of an open message has no answer yet."""
    waits = or_(Feedback.next_at >= before, Feedback.claimed_until >= before)
    ringing = select(Feedback.id).where(Feedback.message_id == Message.id, Feedback.outcome.is_(None), waits)
    primary = aliased(Message)
    waiting = select(primary.id).where(primary.id == Message.duplicate_of_id, primary.state.in_(LIVE))
    wanted = select(Message).where(ANSWERED, Message.office_id == office_id, Message.answered_at < before)
    nobody = (~ringing.exists(), ~waiting.exists())
    return list(session.scalars(wanted.where(*nobody).order_by(Message.answered_at).limit(most)))


def duplicates_of(session: Session, message_id: int) -> list[Message]:
    """The duplicates of a message, the oldest first."""
    return list(session.scalars(select(Message).where(Message.duplicate_of_id == message_id).order_by(Message.id)))


def reports(session: Session, office_id: int) -> list[Message]:
    """All that only the inspectorate reads, also those that have ended: reports and complaints about staff."""
    restricted = or_(Message.kind == REPORT, Message.restricted)
    wanted = select(Message).where(Message.office_id == office_id, restricted)
    return list(session.scalars(wanted.order_by(Message.id)))


def reports_among(session: Session, ids: Collection[int]) -> set[int]:
    """Those of these messages that only the inspectorate reads."""
    if not ids:
        return set()
    restricted = or_(Message.kind == REPORT, Message.restricted)
    return set(session.scalars(select(Message.id).where(Message.id.in_(ids), restricted)))
