"""Share of answers given by the first promised date, where only days in the town's hands count."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from deskq.messages.models import NO_REPORT, PAUSED, Message


def promises_kept(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    """(in time, all) of messages whose first date fell in [start, end). Extensions do not count. If the clock waited
    for the citizen or an outside body, the first date is moved by that time. Messages withdrawn before their date and
    reports are left out."""
    mine = (NO_REPORT, Message.office_id == office_id)
    plain = _counted(session, Message.first_due_at, start, end, *mine, Message.counted_due_at.is_(None))
    paused = _counted(session, Message.counted_due_at, start, end, *mine, PAUSED)
    return plain[0] + paused[0], plain[1] + paused[1]


def _counted(session: Session, due: Any, start: datetime, end: datetime, *which: Any) -> tuple[int, int]:
    answered = Message.first_answered_at
    taken_back = and_(answered.is_(None), Message.state == "withdrawn", Message.ended_at <= due)
    wanted = select(func.count(), func.sum(case((answered <= due, 1), else_=0)))
    count, kept = session.execute(wanted.where(*which, due >= start, due < end, ~taken_back)).one()
    return int(kept or 0), count
