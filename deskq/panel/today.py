"""Figures of the business day: counts, waits and service level of all and of each service, how many waited half an hour
ago."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.engine import MICROSECOND, SECOND
from deskq.core.quantiles import quantile, rounded_up
from deskq.core.text import jalali
from deskq.office import business_day
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Office
from deskq.office.rules import Target
from deskq.panel import journal_places
from deskq.queue.models import WALK_IN, Ticket, VisitInterval
from deskq.queue.rules import service_level, waits
from deskq.queue.rules.service_level import NOBODY, ServiceLevel
from deskq.queue.rules.waits import is_walk_in

EARLIER = timedelta(minutes=30)


class TicketTimes(NamedTuple):
    """``sent_on``: the ended waits of a visitor who may have been sent on to another service."""

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
    call: int | None
    sent_on: Sequence["EndedWait"] = ()

    @property
    def called_for(self) -> int:
        """The service of the first call, or what the visitor came for."""
        service = waits.called_for(self.sent_on)
        return self.service_id if service is None else service

    @property
    def waits(self) -> dict[int, int]:
        """{service: microseconds} of a called visitor, as reports book them."""
        if self.first_wait is None:
            return {}
        return waits.by_service(self.sent_on) or {self.service_id: self.waited}

    def uncalled(self, now: datetime) -> int:
        """Microseconds of waiting, the present included."""
        return self.waited + (max(0, (now - self.since) // MICROSECOND) if self.state == "waiting" else 0)


class EndedWait(NamedTuple):
    """An ended interval of waiting."""

    verb: str
    outcome: str | None
    service: int
    began_at: datetime
    ended_at: datetime

    @property
    def state(self) -> str:
        return "waiting"

    @property
    def is_call(self) -> bool:
        return self.verb == "call" and self.outcome != WALK_IN

    @property
    def microseconds(self) -> int:
        return (self.ended_at - self.began_at) // MICROSECOND


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
    """Counts of the business day. ``walk_ins``: served without a ticket, in no figure of waits. Waits in seconds of
    those who were called, all their intervals of waiting together: ``median_wait``, ``most_wait`` of nine in ten.
    ``level``: of all, each measured by the target of its service; ``of_service`` by service id. ``earlier``: how many
    waited half an hour ago. ``idle_since``: {counter id: end of its last visit}."""

    issued: int
    served: int
    absent: int
    cancelled: int
    held: int
    walk_ins: int
    median_wait: int | None
    most_wait: int | None
    earlier: int
    level: ServiceLevel
    of_service: Mapping[int, ServiceToday]
    idle_since: dict[int, datetime] = field(default_factory=dict)


def tickets(session: Session, office: Office, now: datetime) -> list[TicketTimes]:
    """The times of all tickets of the present business day."""
    day = business_day.date_at(office, now)
    columns = [getattr(Ticket, name) for name in TicketTimes._fields[:-1]]
    wanted = select(*columns).where(Ticket.office_id == office.id, Ticket.day == jalali.day_number(day))
    sent_on = _sent_on(session, office.id, business_day.begins(office, day))
    return [TicketTimes._make((*row, sent_on.get(row.id, ()))) for row in session.execute(wanted)]


def _sent_on(session: Session, office_id: int, begins: datetime) -> dict[int, list[EndedWait]]:
    """{ticket that may have changed its service since then: its ended waits in order}."""
    row = VisitInterval
    since = (row.office_id == office_id, row.sequence > journal_places.before(session, office_id, begins, "day"))
    moved = select(row.ticket_id).where(*since, row.verb.in_(("transfer", "switch", "amend")))
    columns = (row.ticket_id, row.verb, row.outcome, row.service_id, row.began_at, row.ended_at)
    wanted = select(*columns).where(*since, row.state == "waiting", row.ticket_id.in_(moved)).order_by(row.sequence)
    found: dict[int, list[EndedWait]] = defaultdict(list)
    for ticket, *one in session.execute(wanted):
        found[ticket].append(EndedWait._make(one))
    return found


def figures(rows: Sequence[TicketTimes], config: OfficeConfig, now: datetime) -> HallToday:
    of_service = _services(rows, config, now)
    every = Counter(rounded_up(row.waited, SECOND) for row in rows if row.first_wait is not None)
    count = Counter(row.state for row in rows)
    return HallToday(
        issued=len(rows),
        served=count["done"],
        absent=count["absent"],
        cancelled=count["cancelled"],
        held=count["held"],
        walk_ins=sum(map(is_walk_in, rows)),
        median_wait=quantile(every, 0.5),
        most_wait=quantile(every, 0.9),
        earlier=sum(_was_waiting(row, now - EARLIER) for row in rows),
        level=sum((one.level for one in of_service.values()), NOBODY),
        of_service=of_service,
        idle_since=_last_ends(rows),
    )


def _services(rows: Iterable[TicketTimes], config: OfficeConfig, now: datetime) -> dict[int, ServiceToday]:
    """Of the services that anybody came for today. Who waits again after a first call is not late; a first call counts
    at the service for which it was, and each wait (``waits.by_service``)."""
    waited: dict[int, Counter[int]] = defaultdict(Counter)
    judged: dict[int, list[bool | None]] = defaultdict(list)
    for row in rows:
        for service, length in row.waits.items():
            waited[service][rounded_up(length, SECOND)] += 1
        service = row.called_for
        seconds = config.target(service).seconds
        judged[service].append(service_level.in_time(row.first_wait, row.uncalled(now), seconds))
    return {
        service: ServiceToday(
            service_level.level(judged.get(service, ())), config.target(service), _usual(waited.get(service))
        )
        for service in {*waited, *judged}
    }


def _usual(waited: Counter[int] | None) -> tuple[int, int] | None:
    return (quantile(waited, 0.5) or 0, quantile(waited, 0.9) or 0) if waited else None


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
