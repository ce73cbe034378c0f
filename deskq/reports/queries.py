"""The hall as a manager sees it: counters, the line, today's figures, a ticket's story."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import clock, journal
from deskq.office import catalogue
from deskq.office import queries as office_queries
from deskq.office.models import Counter, Office, Service
from deskq.persian import Name
from deskq.queue import boards, queries, replay
from deskq.queue.models import Ticket
from deskq.queue.screens import Place, WaitingRow
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class HallCounter:
    """One counter now; ``since`` is when its visitor was called or served, ``late`` a break longer than said."""

    place: Place
    name: Name
    status: str
    break_until: datetime | None
    late: bool
    clerk: str
    code: str | None
    state: str | None
    service: Name | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class HallToday:
    """Counts of the business day; ``median_wait`` in seconds from arrival to call."""

    issued: int
    served: int
    absent: int
    cancelled: int
    median_wait: int | None


@dataclass(frozen=True, slots=True)
class Hall:
    version: int
    at: datetime
    office: Name
    counters: list[HallCounter]
    waiting: list[WaitingRow]
    today: HallToday

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)


def hall(session: Session, office_id: int) -> Hall:
    now = clock.now()
    seen = boards.version(session, office_id)
    office = office_queries.office(session, office_id)
    return Hall(
        version=seen,
        at=now,
        office=office.name,
        counters=_counters(session, office, now),
        waiting=_waiting(session, office_id, now),
        today=_today(session, office, now),
    )


def _counters(session: Session, office: Office, now: datetime) -> list[HallCounter]:
    names = staff_queries.names(session, office.id)
    about = catalogue.of(session, office.id)
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
                code=ticket.code if ticket else None,
                state=ticket.state if ticket else None,
                service=about.services[ticket.service_id].name if ticket else None,
                since=ticket.since if ticket else None,
            )
        )
    return found


def _waiting(session: Session, office_id: int, now: datetime) -> list[WaitingRow]:
    about = catalogue.of(session, office_id)
    waiting = queries.everyone_waiting(session, about)
    rows = []
    for service in session.scalars(select(Service).where(Service.office_id == office_id).order_by(Service.position)):
        arrived = [head.arrived_at for head in waiting if head.service_id == service.id]
        if arrived:
            rows.append(WaitingRow(service.name, len(arrived), _seconds(now - min(arrived))))
    return rows


def _today(session: Session, office: Office, now: datetime) -> HallToday:
    columns = (Ticket.state, Ticket.arrived_at, Ticket.called_at)
    wanted = select(*columns).where(Ticket.office_id == office.id, Ticket.day == boards.business_day(office, now))
    rows = list(session.execute(wanted))
    waits = [_seconds(called - arrived) for _, arrived, called in rows if called is not None]
    count = [state for state, _, _ in rows].count
    return HallToday(
        issued=len(rows),
        served=count("done"),
        absent=count("absent"),
        cancelled=count("cancelled"),
        median_wait=round(median(waits)) if waits else None,
    )


def _seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to one ticket, and who was called before it although they came later."""

    ticket: Ticket
    service: Name
    entries: list[journal.Entry]
    overtakings: list[replay.Overtaken]


def story(session: Session, office_id: int, ticket_id: int) -> Story | None:
    ticket = session.get(Ticket, ticket_id)
    if ticket is None or ticket.office_id != office_id:
        return None
    own = journal.of_ticket(session, ticket_id)
    name = catalogue.of(session, office_id).services[ticket.service_id].name
    if not own:
        return Story(ticket, name, [], [])
    waited = _while_waiting(session, office_id, own)
    return Story(ticket, name, own, replay.overtakings(waited, ticket_id))


def _while_waiting(session: Session, office_id: int, own: list[journal.Entry]) -> list[journal.Entry]:
    """The journal from this ticket's issue to its last entry: whoever came earlier is not in it and cannot overtake."""
    wanted = select(journal.Entry).where(
        journal.Entry.office_id == office_id,
        journal.Entry.sequence >= own[0].sequence,
        journal.Entry.sequence <= own[-1].sequence,
    )
    return list(session.scalars(wanted.order_by(journal.Entry.sequence)))
