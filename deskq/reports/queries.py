"""The hall as managers see it: counters, queues, today's figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.estimate import accuracy as accuracy_estimate
from deskq.estimate.metrics import Accuracy
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Counter, Office
from deskq.office.rules import Place
from deskq.queue import abandoned_counters, queries, wait_port
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import WaitShown, business_day, screen_version
from deskq.sms import status as status_sms
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class HallCounter:
    """One counter now. ``since``: its visitor was called or served since then; ``late``: its break is overdue;
    ``to_fetch``: somebody must still go to its visitor; ``left_at``: last action of a clerk who seems to have left."""

    place: Place
    name: Name
    status: str
    break_until: datetime | None
    late: bool
    clerk: str
    ticket: int | None
    code: str | None
    state: str | None
    service: Name | None
    since: datetime | None
    to_fetch: bool = False
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HallWaiting:
    """The queue of one service. ``longest``: seconds; ``late``: past the maximum wait; ``served``: an open counter, or
    one on break, serves it."""

    name: Name
    count: int
    longest: int
    late: bool
    served: bool
    wait: WaitShown | None = None


@dataclass(frozen=True, slots=True)
class HallToday:
    """Counts of the business day; ``median_wait``: seconds from arrival to call."""

    issued: int
    served: int
    absent: int
    cancelled: int
    median_wait: int | None
    held: int = 0


@dataclass(frozen=True, slots=True)
class Hall:
    version: int
    at: datetime
    office_id: int
    office: Name
    counters: list[HallCounter]
    waiting: list[HallWaiting]
    today: HallToday
    problems: list[status_sms.Problem]
    accuracy: Accuracy | None = None

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)


def hall(session: Session, office_id: int, longest_idle: timedelta) -> Hall:
    """``longest_idle``: how long a session lives without an action."""
    now = clock.now()
    seen = screen_version(session, office_id)
    office = office_queries.office(session, office_id)
    return Hall(
        version=seen,
        at=now,
        office_id=office_id,
        office=office.name,
        counters=_counters(session, office, now, longest_idle),
        waiting=_waiting(session, office_id, now),
        today=_today(session, office, now),
        problems=status_sms.current(session, office_id),
        accuracy=accuracy_estimate.latest(session, office_id),
    )


def _counters(session: Session, office: Office, now: datetime, longest_idle: timedelta) -> list[HallCounter]:
    names = staff_queries.names(session, office.id)
    config = config_cache.of(session, office.id)
    left = abandoned_counters.abandoned(session, office.id, now, longest_idle)
    here = select(Ticket).where(Ticket.office_id == office.id, Ticket.state.in_(("called", "serving")))
    present = {row.counter_id: row for row in session.scalars(here.execution_options(populate_existing=True))}
    rows = select(Counter).where(Counter.office_id == office.id).order_by(Counter.number)
    found = []
    for counter in session.scalars(rows.execution_options(populate_existing=True)):
        ticket = present.get(counter.id)
        found.append(
            HallCounter(
                place=counter.place,
                name=counter.name,
                status=counter.status,
                break_until=counter.break_until,
                late=counter.break_until is not None and counter.break_until < now,
                clerk=names.get(counter.clerk_id or 0, ""),
                ticket=ticket.id if ticket else None,
                code=ticket.code if ticket else None,
                state=ticket.state if ticket else None,
                service=config.services[ticket.service_id].name if ticket else None,
                since=ticket.since if ticket else None,
                to_fetch=ticket is not None and _to_fetch(ticket),
                left_at=left.get(counter.id),
            )
        )
    return found


def _to_fetch(ticket: Ticket) -> bool:
    return ticket.state == "called" and ticket.in_person and ticket.fetched_at is None


def _waiting(session: Session, office_id: int, now: datetime) -> list[HallWaiting]:
    config = config_cache.of(session, office_id)
    max_wait = config.office.bound_minutes * 60
    waiting = queries.everyone_waiting(session, config)
    staffed = select(Counter.id, Counter.clerk_id).where(Counter.office_id == office_id, Counter.status != "closed")
    served = {service for counter, clerk in session.execute(staffed) for service in config.served(counter, clerk)}
    rows = []
    for service in config.services.values():
        arrived = [head.arrived_at for head in waiting if head.service_id == service.id]
        if arrived:
            longest = _seconds(now - min(arrived))
            predicted = wait_port.of_service(office_id, service.id)
            rows.append(
                HallWaiting(service.name, len(arrived), longest, longest >= max_wait, service.id in served, predicted)
            )
    return rows


def _today(session: Session, office: Office, now: datetime) -> HallToday:
    columns = (Ticket.state, Ticket.arrived_at, Ticket.called_at)
    wanted = select(*columns).where(Ticket.office_id == office.id, Ticket.day == business_day(office, now))
    rows = list(session.execute(wanted))
    lasted = [_seconds(called - arrived) for _, arrived, called in rows if called is not None]
    count = [state for state, _, _ in rows].count
    return HallToday(
        issued=len(rows),
        served=count("done"),
        absent=count("absent"),
        cancelled=count("cancelled"),
        median_wait=round(median(lasted)) if lasted else None,
        held=count("held"),
    )


def _seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))
