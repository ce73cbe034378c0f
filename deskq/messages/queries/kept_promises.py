"""Share of answers given by the first promised date."""

from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from deskq.messages.models import NO_REPORT, Message


def promises_kept(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    """(in time, all) of messages whose first date fell in [start, end). A later date changes nothing; messages
    withdrawn before their date and reports are left out."""
    due, answered = Message.first_due_at, Message.first_answered_at
    taken_back = and_(answered.is_(None), Message.state == "withdrawn", Message.ended_at <= due)
    wanted = select(func.count(), func.sum(case((answered <= due, 1), else_=0)))
    found = wanted.where(NO_REPORT, Message.office_id == office_id, due >= start, due < end, ~taken_back)
    count, kept = session.execute(found).one()
    return int(kept or 0), count
