"""Port: how many promised dates of messages were kept. The messages bind it, for ratings may not import them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core.ports import Port

#: (session, office, start, end) → (kept, total) of dates promised for ``start`` ≤ date < ``end``.
KeptDeadlines = Callable[[Session, int, datetime, datetime], tuple[int, int]]


def _none(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    return 0, 0


PORT: Port[KeptDeadlines] = Port("kept_deadlines", _none)


def kept_deadlines(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    return PORT.bound(session, office_id, start, end)
