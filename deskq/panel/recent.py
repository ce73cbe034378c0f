"""Reads the last two hours of the hall, and the service level of the last hour."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.engine import MICROSECOND, SECOND
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.office.config_cache import OfficeConfig
from deskq.panel.rules import recent as rules
from deskq.panel.rules import service_level
from deskq.panel.rules.recent import Step, Wait
from deskq.panel.rules.service_level import ServiceLevel
from deskq.panel.today import TicketTimes, seconds
from deskq.queue.models import VisitInterval

HOUR = timedelta(hours=1)
#: {(database, office): (moment, last sequence before it)}; the moment moves on every ten minutes.
_before: dict[tuple[str, int], tuple[datetime, int]] = {}


class Ended(NamedTuple):
    """An interval of waiting that is over."""

    ticket_id: int
    service_id: int
    verb: str
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Recent:
    """``levels``: {service: service level of the last hour}, each by its own target."""

    steps: list[Step]
    levels: Mapping[int, ServiceLevel]

    @property
    def most_waiting(self) -> int:
        return max(step.waiting for step in self.steps)

    @property
    def most_arrivals(self) -> int:
        return max(step.arrivals for step in self.steps)

    @property
    def longest(self) -> int:
        return max(step.longest for step in self.steps)


def recent(session: Session, config: OfficeConfig, tickets: Sequence[TicketTimes], now: datetime) -> Recent:
    """``tickets`` of the business day."""
    waits = list(_waits(session, config.office.id, tickets, now))
    steps = rules.steps((row.arrived_at for row in tickets), [wait for wait, _ in waits], now)
    return Recent(steps, _levels(config, tickets, (ended for _, ended in waits if ended), now))


def _waits(
    session: Session, office_id: int, tickets: Iterable[TicketTimes], now: datetime
) -> Iterator[tuple[Wait, tuple[TicketTimes, datetime] | None]]:
    """Everybody's waiting since two hours ago; with each that ended by the first call, whose and when."""
    known = {row.id: row for row in tickets}
    waited = {row.id: row.waited * MICROSECOND for row in known.values()}
    for part in reversed(_ended(session, office_id, rules.begins(now))):
        row = known.get(part.ticket_id)
        if row is None:
            continue
        length = part.ended_at - part.began_at
        if part.verb != "expire":  # counts in no total
            waited[row.id] -= length
        before = waited[row.id]
        first = part.verb == "call" and row.first_wait == (before + length) // MICROSECOND
        yield Wait(part.began_at, part.ended_at, before), (row, part.ended_at) if first else None
    for row in known.values():
        if row.state == "waiting":
            yield Wait(row.since, None, row.waited * MICROSECOND), None


def _ended(session: Session, office_id: int, since: datetime) -> Sequence[Ended]:
    """Intervals of waiting that ended after a moment, in order."""
    columns = [getattr(VisitInterval, name) for name in Ended._fields]
    wanted = select(*columns).where(
        VisitInterval.office_id == office_id,
        VisitInterval.sequence > _sequence_before(session, office_id, since),
        VisitInterval.state == "waiting",
    )
    return [Ended._make(row) for row in session.execute(wanted.order_by(VisitInterval.sequence))]


def _sequence_before(session: Session, office_id: int, moment: datetime) -> int:
    """The last sequence of the journal before a moment, 0 if there is none. It has no index by time: read backwards,
    and kept until the moment moves on."""
    key = str(db.engine.url), office_id
    kept = _before.get(key)
    if kept is None or kept[0] != moment:
        wanted = select(Entry.sequence).where(Entry.office_id == office_id, Entry.at < moment)
        kept = _before[key] = moment, session.scalar(wanted.order_by(Entry.sequence.desc()).limit(1)) or 0
    return kept[1]


def forget() -> None:
    """Forget what is known of every journal, as after a restore."""
    _before.clear()


def _levels(
    config: OfficeConfig,
    tickets: Iterable[TicketTimes],
    calls: Iterable[tuple[TicketTimes, datetime]],
    now: datetime,
) -> dict[int, ServiceLevel]:
    """Of those first called in the last hour, and of those who wait too long for the first call now."""
    called: dict[int, list[int]] = defaultdict(list)
    waiting: dict[int, list[int]] = defaultdict(list)
    for row, at in calls:
        if now - at <= HOUR:
            called[row.service_id].append((row.first_wait or 0) // SECOND)
    for row in tickets:
        if row.state == "waiting" and row.first_wait is None:
            waiting[row.service_id].append(row.waited // SECOND + seconds(now - row.since))
    return {
        service: service_level.level(called[service], waiting[service], config.target(service).seconds)
        for service in {*called, *waiting}
    }
