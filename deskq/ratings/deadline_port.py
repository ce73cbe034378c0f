"""How many promised dates were kept, beside what visitors say of promises: a port. The feature that promises counts."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core.ports import Port

#: (kept, of so many) of an office, of dates from one moment until before another.
Kept = Callable[[Session, int, datetime, datetime], tuple[int, int]]


def _none(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    return 0, 0


PORT: Port[Kept] = Port("kept_deadlines", _none)


def kept(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    return PORT.bound(session, office_id, start, end)
