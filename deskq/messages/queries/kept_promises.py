"""Share of answers given by the first promised date, where only days in the town's hands count."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from deskq.messages.models import NO_REPORT, PAUSED, Message


def promises_kept(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    """(in time, all) of messages whose first date fell in [start, end). Extensions do not count. If the clock waited
    for the citizen or an outside body, the first date is moved by that time. Messages withdrawn before their date and
    reports are left out."""
    return promises_kept_by(session, office_id, start, end).get((), (0, 0))


def promises_kept_by(
    session: Session, office_id: int, start: datetime, end: datetime, *columns: Any
) -> dict[tuple[Any, ...], tuple[int, int]]:
    """The same by the values of these columns of messages."""
    mine = (NO_REPORT, Message.office_id == office_id)
    found: dict[tuple[Any, ...], tuple[int, int]] = {}
    for due, which in ((Message.first_due_at, Message.counted_due_at.is_(None)), (Message.counted_due_at, PAUSED)):
        for key, kept, count in _counted(session, due, start, end, columns, *mine, which):
            before = found.get(key, (0, 0))
            found[key] = before[0] + kept, before[1] + count
    return found


def _counted(
    session: Session, due: Any, start: datetime, end: datetime, columns: Sequence[Any], *which: Any
) -> Iterator[tuple[tuple[Any, ...], int, int]]:
    answered = Message.first_answered_at
    taken_back = and_(answered.is_(None), Message.state == "withdrawn", Message.ended_at <= due)
    wanted = select(func.sum(case((answered <= due, 1), else_=0)), func.count(), *columns)
    wanted = wanted.where(*which, due >= start, due < end, ~taken_back).group_by(*columns)
    for kept, count, *key in session.execute(wanted):
        yield tuple(key), int(kept or 0), count
