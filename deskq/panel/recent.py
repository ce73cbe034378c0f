"""Reads the last two hours of the hall."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.engine import MICROSECOND
from deskq.panel import journal_places
from deskq.panel.rules import recent as rules
from deskq.panel.rules.recent import Step, Wait
from deskq.panel.today import TicketTimes
from deskq.queue.models import VisitInterval


class Ended(NamedTuple):
    """An interval of waiting that is over."""

    ticket_id: int
    verb: str
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Recent:
    steps: list[Step]

    @property
    def most_waiting(self) -> int:
        return max(step.waiting for step in self.steps)

    @property
    def most_arrivals(self) -> int:
        return max(step.arrivals for step in self.steps)

    @property
    def longest(self) -> int:
        return max(step.longest for step in self.steps)


def recent(session: Session, office_id: int, tickets: Sequence[TicketTimes], now: datetime) -> Recent:
    """``tickets`` of the business day."""
    waits = list(_waits(session, office_id, tickets, now))
    return Recent(rules.steps((row.arrived_at for row in tickets), waits, now))


def _waits(session: Session, office_id: int, tickets: Iterable[TicketTimes], now: datetime) -> Iterator[Wait]:
    """Everybody's waiting since two hours ago."""
    known = {row.id: row for row in tickets}
    waited = {row.id: row.waited * MICROSECOND for row in known.values()}
    for part in reversed(_ended(session, office_id, rules.begins(now))):
        row = known.get(part.ticket_id)
        if row is None:
            continue
        length = part.ended_at - part.began_at
        if part.verb != "expire":  # counts in no total
            waited[row.id] -= length
        yield Wait(part.began_at, part.ended_at, waited[row.id])
    for row in known.values():
        if row.state == "waiting":
            yield Wait(row.since, None, row.waited * MICROSECOND)


def _ended(session: Session, office_id: int, since: datetime) -> Sequence[Ended]:
    """Intervals of waiting that ended after a moment, in order."""
    columns = [getattr(VisitInterval, name) for name in Ended._fields]
    wanted = select(*columns).where(
        VisitInterval.office_id == office_id,
        VisitInterval.sequence > journal_places.before(session, office_id, since, "recent"),
        VisitInterval.state == "waiting",
    )
    return [Ended._make(row) for row in session.execute(wanted.order_by(VisitInterval.sequence))]
