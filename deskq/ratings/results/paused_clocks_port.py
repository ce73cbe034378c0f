"""Port: pauses of the clocks of messages. The feature of messages binds it, because ratings may not import it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.core.text.names import Name


class PausedClocks(NamedTuple):
    """Pauses for one party that ended in the period: their number and mean length in days."""

    whom: Name
    waits: int
    days: float


#: (session, office, start, end) → waits that ended in ``start`` ≤ moment < ``end``, by whom they were for.
FindPausedClocks = Callable[[Session, int, datetime, datetime], list[PausedClocks]]


def _none(session: Session, office_id: int, start: datetime, end: datetime) -> list[PausedClocks]:
    return []


PORT: Port[FindPausedClocks] = Port("paused_clocks", _none)


def paused_clocks(session: Session, office_id: int, start: datetime, end: datetime) -> list[PausedClocks]:
    return PORT.bound(session, office_id, start, end)
