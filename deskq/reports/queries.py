"""The hall as managers see it: counters, queues, today's figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.estimate import accuracy as accuracy_estimate
from deskq.estimate.metrics import Accuracy
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.office.rules import Place
from deskq.queue import abandoned_counters, queries, staffed_counters, wait_port
from deskq.queue.hall import queries as hall_queries
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import WaitShown, screen_version
from deskq.reports import waits_today
from deskq.reports.hall_actions import Closure, HallActions, closures, hall_actions
from deskq.reports.rules import Trouble, troubles
from deskq.reports.waits_today import HallToday
from deskq.sms import status as status_sms
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class HallCounter:
    """One counter now. ``since``: its visitor was called or served since then; ``idle_since``: end of its last visit
    while it has no visitor; ``late``: its break is overdue; ``to_fetch``: somebody must still go to its visitor;
    ``left_at``: last action of a clerk who seems to have left; ``help_since``: it waits for help."""

    place: Place
    name: Name
    status: str
    break_until: datetime | None
    late: bool
    clerk: Name | None
    ticket: int | None
    code: str | None
    state: str | None
    service: Name | None
    since: datetime | None
    idle_since: datetime | None = None
    to_fetch: bool = False
    left_at: datetime | None = None
    clerk_id: int | None = None
    help_since: datetime | None = None

    @property
    def number(self) -> int:
        return self.place.counter

    @property
    def free(self) -> bool:
        """Open, attended and without a visitor."""
        return self.status == "open" and self.ticket is None and self.left_at is None


@dataclass(frozen=True, slots=True)
class HallWaiting:
    """The queue of one service. ``longest``: seconds that ticket ``code`` has waited, all its intervals of waiting
    together, as if since ``since``; ``late``: past the maximum wait; ``served``: an open counter, or one on break,
    serves it; ``today``: median of today's waits and what nine in ten did not exceed, in seconds, once somebody was
    called."""

    id: int
    name: Name
    count: int
    longest: int
    late: bool
    served: bool
    ticket: int
    code: str
    since: datetime
    today: tuple[int, int] | None = None
    wait: WaitShown | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """``actions`` is None for who only looks."""

    version: int
    at: datetime
    office_id: int
    office: Name
    counters: list[HallCounter]
    waiting: list[HallWaiting]
    today: HallToday
    max_wait: int
    troubles: list[Trouble]
    problems: list[status_sms.Problem]
    closures: list[Closure]
    accuracy: Accuracy | None = None
    actions: HallActions | None = None

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)

    @property
    def worst(self) -> HallWaiting | None:
        """The queue with the longest wait."""
        return self.waiting[0] if self.waiting else None

    @property
    def scale(self) -> int:
        """Seconds at the end of the bars of waits."""
        ends = [end for row in self.waiting for end in (row.longest, *(row.today or ()))]
        return int(1.05 * max([self.max_wait, *ends]))

    def queue(self, service_id: int) -> HallWaiting:
        return next(row for row in self.waiting if row.id == service_id)


def hall(session: Session, office_id: int, longest_idle: timedelta, acting: bool = False) -> Hall:
    """``longest_idle``: how long a session lives without an action; ``acting``: for a supervisor."""
    now = clock.now()
    seen = screen_version(session, office_id)
    office = office_queries.office(session, office_id)
    config = config_cache.of(session, office_id)
    figures = waits_today.today(session, office, now)
    rows = office_queries.fresh_counters(session, office_id)
    counters = _counters(session, rows, config, figures, now, longest_idle)
    waiting = _waiting(session, config, figures, now)
    return Hall(
        version=seen,
        at=now,
        office_id=office_id,
        office=office.name,
        counters=counters,
        waiting=waiting,
        today=figures,
        max_wait=office.bound_minutes * 60,
        troubles=_troubles(waiting, counters, rows, config),
        problems=status_sms.current(session, office_id),
        closures=closures(config, now),
        accuracy=accuracy_estimate.latest(session, office_id),
        actions=hall_actions(session, config, rows, now) if acting else None,
    )


def _troubles(
    waiting: list[HallWaiting], counters: list[HallCounter], rows: list[Counter], config: OfficeConfig
) -> list[Trouble]:
    by_number = {row.number: row for row in rows}

    def serves(number: int, service: int) -> bool:
        row = by_number[number]
        return service in config.served(row.id, row.clerk_id)

    def could_serve(number: int, service: int) -> bool:
        row = by_number[number]
        skills = config.skills.get(row.clerk_id or 0)
        return service not in config.ranks.get(row.id, {}) and (not skills or service in skills)

    return troubles(waiting, counters, config.office.bound_minutes * 60, serves, could_serve)


def _counters(
    session: Session,
    rows: list[Counter],
    config: OfficeConfig,
    figures: HallToday,
    now: datetime,
    longest_idle: timedelta,
) -> list[HallCounter]:
    office_id = config.office.id
    names = staff_queries.names(session, office_id)
    left = abandoned_counters.abandoned(session, office_id, now, longest_idle)
    here = select(Ticket).where(Ticket.office_id == office_id, Ticket.state.in_(("called", "serving")))
    helped = hall_queries.help_calls(session, office_id)
    present = {row.counter_id: row for row in session.scalars(here.execution_options(populate_existing=True))}
    found = []
    for counter in rows:
        ticket = present.get(counter.id)
        found.append(
            HallCounter(
                place=counter.place,
                name=counter.name,
                status=counter.status,
                break_until=counter.break_until,
                late=counter.break_until is not None and counter.break_until < now,
                clerk=names.get(counter.clerk_id or 0),
                ticket=ticket.id if ticket else None,
                code=ticket.code if ticket else None,
                state=ticket.state if ticket else None,
                service=config.services[ticket.service_id].name if ticket else None,
                since=ticket.since if ticket else None,
                idle_since=figures.idle_since.get(counter.id) if ticket is None else None,
                to_fetch=ticket is not None and _to_fetch(ticket),
                left_at=left.get(counter.id),
                clerk_id=counter.clerk_id,
                help_since=helped.get(counter.id),
            )
        )
    return found


def _to_fetch(ticket: Ticket) -> bool:
    return ticket.state == "called" and ticket.in_person and ticket.fetched_at is None


def _waiting(session: Session, config: OfficeConfig, figures: HallToday, now: datetime) -> list[HallWaiting]:
    """The longest wait first."""
    served = staffed_counters.services_served(session, config)
    queues: dict[int, list[tuple[datetime, int, str]]] = {}
    for head in queries.everyone_waiting(session, config):
        queues.setdefault(head.service_id, []).append((head.waiting_since or now, head.id, head.code))
    found = []
    for service_id, waiting in queues.items():
        since, ticket, code = min(waiting)
        longest = waits_today.seconds(now - since)
        found.append(
            HallWaiting(
                id=service_id,
                name=config.services[service_id].name,
                count=len(waiting),
                longest=longest,
                late=longest >= config.office.bound_minutes * 60,
                served=service_id in served,
                ticket=ticket,
                code=code,
                since=since,
                today=figures.of_service.get(service_id),
                wait=wait_port.of_service(config.office.id, service_id, served),
            )
        )
    return sorted(found, key=lambda row: -row.longest)
