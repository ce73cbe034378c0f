"""What is compared with the journal besides the journal itself: tables that citizens and reports rely on.

Each feature has a function that tells where its rows are not what the journal tells. It reads both by blocks of ids, so
it needs as much memory for ten years as for a day.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.engine import EPOCH, MICROSECOND
from deskq.core.db.journal import Entry
from deskq.core.journal_texts import MARK

BLOCK = 20_000  #: rows compared in one reading of the journal
COLUMNS = (Entry.sequence, Entry.at, Entry.kind, Entry.ticket_id, Entry.body)


@dataclass(frozen=True, slots=True)
class Difference:
    """``what``: a row, as people would name it ("ticket 12"); ``how``: what is wrong with it, after "is"."""

    what: str
    how: str


Compare = Callable[[Session, int], Iterator[Difference]]


class Told(NamedTuple):
    """An entry of the journal."""

    sequence: int
    at: Any
    kind: str
    ticket_id: int | None
    body: str

    @property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def of_kinds(session: Session, office_id: int, *events: type[Any]) -> Iterator[Told]:
    """The entries of these events in their order; events with subclasses are named one by one."""
    kinds = [event.kind for event in events]
    wanted = select(*COLUMNS).where(Entry.office_id == office_id, Entry.kind.in_(kinds)).order_by(Entry.sequence)
    return (Told(*row) for row in session.execute(wanted.execution_options(yield_per=1000)))


def unequal(what: str, stored: Mapping[Any, Any], told: Mapping[str, Any]) -> Iterator[Difference]:
    """A difference for each column that is told and has another value, unless that was struck out of the journal."""
    for name, value in told.items():
        if value != MARK and stored[name] != value:
            yield Difference(what, f"changed: {name} is {stored[name]!r}, and the journal tells {value!r}")


def as_told(at: datetime, told: int) -> int:
    """A stored moment in microseconds; as the journal tells it if they differ by one. Until December 2026 events had
    moments by way of a float, which may lose one."""
    stored = (at - EPOCH) // MICROSECOND
    return told if abs(stored - told) <= 1 else stored


def missing(what: str) -> Difference:
    return Difference(what, "missing")


def unknown(what: str) -> Difference:
    return Difference(what, "not in the journal")
