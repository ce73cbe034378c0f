"""Dates promised to those who wrote, to stand beside what visitors feel of promises. Who promised them counts them: a
port, for this feature knows no higher one."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

#: (kept, of so many) of an office, of dates from one moment until before another.
Kept = Callable[[Session, int, datetime, datetime], tuple[int, int]]


def _none(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    return 0, 0


kept: Kept = _none


def counted_by(source: Kept) -> None:
    global kept
    kept = source
