"""Port: the root causes found in answered messages. The feature of messages binds it, because ratings may not import
it."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.core.text.names import Name


class RootCauses(NamedTuple):
    """The causes of one axis: [(name, messages)], the most frequent first."""

    axis: Name
    causes: list[tuple[Name, int]]


#: (session, office, start, end) → root causes of messages answered for ``start`` ≤ moment < ``end``, by axis.
CountedCauses = Callable[[Session, int, datetime, datetime], list[RootCauses]]


def _none(session: Session, office_id: int, start: datetime, end: datetime) -> list[RootCauses]:
    return []


PORT: Port[CountedCauses] = Port("root_causes", _none)


def root_causes(session: Session, office_id: int, start: datetime, end: datetime) -> list[RootCauses]:
    return PORT.bound(session, office_id, start, end)
