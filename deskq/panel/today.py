"""Figures of the business day: counts, waits and service level of all and of each service, how many waited half an hour
ago."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.engine import SECOND
from deskq.core.quantiles import quantile
from deskq.office import business_day
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Office
from deskq.office.rules import Target
from deskq.panel.rules import service_level
from deskq.panel.rules.service_level import NOBODY, ServiceLevel
from deskq.queue.models import Ticket

EARLIER = timedelta(minutes=30)


class TicketTimes(NamedTuple):
    id: int
    state: str
    service_id: int
    counter_id: int | None
    arrived_at: datetime
    called_at: datetime | None
    finished_at: datetime | None
    since: datetime
    waited: int
    first_wait: int | None


@dataclass(frozen=True, slots=True)
class ServiceToday:
    """``waits``: median of today's waits in seconds and what nine in ten did not exceed, once somebody was called."""

    level: ServiceLevel
    target: Target
    waits: tuple[int, int] | None

    @property
    def misses_target(self) -> bool:
        return self.level.misses(self.target.percent)


@dataclass(frozen=True, slots=True)
class HallToday:
    """Counts of the business day. Waits in seconds of those who were called, all their intervals of waiting together:
    ``median_wait``, ``most_wait`` of nine in ten. ``level``: of all, each measured by the target of its service;
    ``of_service`` by service id. ``earlier``: how many waited half an hour ago. ``idle_since``: {counter id: end of its
    last visit}."""

    issued: int
    served: int
    absent: int
    cancelled: int
    held: int
    median_wait: int | None
    most_wait: int | None
    earlier: int
    level: ServiceLevel
    of_service: Mapping[int, ServiceToday]
    idle_since: dict[int, datetime] = field(default_factory=dict)


def tickets(session: Session, office: Office, now: datetime) -> list[TicketTimes]:
    """The times of all tickets of the present business day."""
    columns = [getattr(Ticket, name) for name in TicketTimes._fields]
    wanted = select(*columns).where(Ticket.office_id == office.id, Ticket.day == business_day.number_at(office, now))
    return [TicketTimes._make(row) for row in session.execute(wanted)]


def figures(rows: Sequence[TicketTimes], config: OfficeConfig, now: datetime) -> HallToday:
    of_service = _services(rows, config, now)
    every = Counter(row.waited // SECOND for row in rows if row.first_wait is not None)
    count = Counter(row.state for row in rows)
    return HallToday(
        issued=len(rows),
        served=count["done"],
        absent=count["absent"],
        cancelled=count["cancelled"],
        held=count["held"],
        median_wait=quantile(every, 0.5),
        most_wait=quantile(every, 0.9),
        earlier=sum(_was_waiting(row, now - EARLIER) for row in rows),
        level=sum((one.level for one in of_service.values()), NOBODY),
        of_service=of_service,
        idle_since=_last_ends(rows),
    )


def _services(rows: Iterable[TicketTimes], config: OfficeConfig, now: datetime) -> dict[int, ServiceToday]:
    """Of the services that anybody came for today. Who waits again after a first call is not late."""
    of_service: dict[int, list[TicketTimes]] = defaultdict(list)
    for row in rows:
        of_service[row.service_id].append(row)
    found = {}
    for service_id, mine in of_service.items():
        target = config.target(service_id)
        called = [row for row in mine if row.first_wait is not None]
        waits = Counter(row.waited // SECOND for row in called)
        level = service_level.level(
            ((row.first_wait or 0) // SECOND for row in called),
            (
                row.waited // SECOND + seconds(now - row.since)
                for row in mine
                if row.state == "waiting" and row.first_wait is None
            ),
            target.seconds,
        )
        ends = (quantile(waits, 0.5) or 0, quantile(waits, 0.9) or 0) if waits else None
        found[service_id] = ServiceToday(level, target, ends)
    return found


def _was_waiting(row: TicketTimes, moment: datetime) -> bool:
    if row.state == "waiting" and row.first_wait is not None:  # again, after a transfer or a return
        return row.since <= moment
    ended = min(filter(None, (row.called_at, row.finished_at)), default=None)
    return row.arrived_at <= moment and (ended is None or ended > moment)


def _last_ends(rows: Sequence[TicketTimes]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for row in rows:
        if row.counter_id is not None and row.state == "done" and row.finished_at is not None:
            found[row.counter_id] = max(row.finished_at, found.get(row.counter_id, row.finished_at))
    return found


def seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))
