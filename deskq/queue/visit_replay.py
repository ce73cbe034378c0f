"""A visit as the journal alone tells it: its ticket, its intervals and its waits.

The second form of ``service.visit_intervals``, which keeps them as they happen; ``tests/queue/test_visit_replay.py``
compares both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from deskq.core import event_types
from deskq.core.db.engine import MICROSECOND
from deskq.queue.events import TicketIssued, TicketMoved, TicketUndone
from deskq.queue.rules.transitions import LIVE
from deskq.queue.service.visit_intervals import EXPIRE


class VisitEntry(Protocol):
    @property
    def sequence(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def facts(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Interval:
    """A part of a visit that has ended, with the sequence of the entry that ended it."""

    sequence: int
    state: str
    verb: str
    service_id: int
    counter_id: int | None
    clerk_id: int | None
    began_at: datetime
    ended_at: datetime
    walked_in: bool


@dataclass(slots=True)
class Visit:
    """``ticket``: its columns as JSON values."""

    ticket: dict[str, Any] = field(default_factory=dict)
    intervals: list[Interval] = field(default_factory=list)

    def waits(self) -> tuple[int, int | None]:
        """(microseconds of all its waiting, those before its first call), as ``Ticket.waited`` and ``first_wait``."""
        waited, first_wait = 0, None
        for part in self.intervals:
            if part.state == "waiting" and part.verb != EXPIRE:
                waited += (part.ended_at - part.began_at) // MICROSECOND
                if part.verb == "call" and first_wait is None and not part.walked_in:
                    first_wait = waited
        return waited, first_wait


def replay(entries: Iterable[VisitEntry]) -> Visit:
    """The visit after all entries of its ticket."""
    visit = Visit()
    for entry in entries:
        if not event_types.is_a(entry.kind, TicketIssued, TicketMoved):
            continue
        facts = entry.facts
        before, changed = visit.ticket, {column: after for column, (_, after) in facts["changes"].items()}
        visit.ticket = {**before, **changed}
        if not changed.keys() & {"state", "service_id"}:
            continue
        if event_types.is_a(entry.kind, TicketUndone):
            _resume(visit)
        elif before.get("state") in LIVE:
            visit.intervals.append(_ended(entry, facts, before))
    return visit


def _resume(visit: Visit) -> None:
    last, now = visit.intervals[-1] if visit.intervals else None, visit.ticket
    if last is not None and (last.state, last.began_at) == (now["state"], datetime.fromisoformat(now["since"])):
        visit.intervals.pop()


def _ended(entry: VisitEntry, facts: dict[str, Any], before: dict[str, Any]) -> Interval:
    return Interval(
        entry.sequence,
        before["state"],
        facts["verb"],
        before["service_id"],
        before.get("counter_id"),
        before.get("clerk_id"),
        datetime.fromisoformat(before["since"]),
        entry.at,
        bool((facts.get("why") or {}).get("here")),
    )
