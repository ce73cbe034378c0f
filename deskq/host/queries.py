"""Reads the host's page: services and classes to choose, and the tickets of visitors in the hall."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import actors, clock
from deskq.core.db.engine import MICROSECOND, SECOND
from deskq.core.db.journal import Entry
from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.queue import queries as queue_queries
from deskq.queue import queue_snapshot
from deskq.queue.events import TicketIssued
from deskq.queue.models import LIVE, Ticket
from deskq.queue.screens.shared import version_and_config

SHOWN = 60
#: For so long after another host's ticket for the same service, a host is asked whether it is the same visitor.
JUST_NOW = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class HostService:
    """``open``: tickets are given now; ``served``: an open counter serves it now; ``closed``: the reason for which a
    supervisor closed it for today."""

    code: str
    name: Name
    icon: str
    waiting: int
    open: bool
    served: bool
    closed: Name | None


@dataclass(frozen=True, slots=True)
class HostTicket:
    """``waited``: total wait in seconds; ``ahead``: set while it waits; ``to_fetch``: it is called, and staff must go
    to its visitor."""

    id: int
    code: str
    state: str
    service: str
    service_name: Name
    priority: str
    priority_name: Name
    language: str
    group_size: int
    in_person: bool
    waited: int
    ahead: int | None
    counter: int | None
    to_fetch: bool


@dataclass(frozen=True, slots=True)
class HostHall:
    version: int
    at: datetime
    office: Name
    services: list[HostService]
    tickets: list[HostTicket]
    more: int

    @property
    def to_fetch(self) -> list[HostTicket]:
        return [row for row in self.tickets if row.to_fetch]


def host_hall(session: Session, office_id: int) -> HostHall:
    """Services with their queues, and the tickets of visitors in the hall.

    Tickets of visitors to fetch come first, then called and waiting ones, then those on hold or absent; each group by
    arrival.
    """
    now = clock.now()
    version, config = version_and_config(session, office_id)
    live = (Ticket.office_id == office_id, LIVE, Ticket.state != "serving")
    rows = list(session.scalars(select(Ticket).where(*live).order_by(Ticket.arrived_at, Ticket.id)))
    rows.sort(key=_urgency)
    ahead = queue_snapshot.at(session, config, version).people_ahead
    return HostHall(
        version=version,
        at=now,
        office=config.office.name,
        services=_services(session, config, version, now),
        tickets=[_ticket(row, config, ahead, now) for row in rows[:SHOWN]],
        more=len(rows[SHOWN:]),
    )


def _services(session: Session, config: OfficeConfig, version: int, now: datetime) -> list[HostService]:
    waiting = queue_queries.waiting_counts(session, config.office.id)
    queue = queue_snapshot.at(session, config, version)
    found = []
    for row in config.at_kiosk:
        closure = config.closure(row.id, now)
        found.append(
            HostService(
                code=row.code,
                name=row.name,
                icon=row.icon,
                waiting=waiting.get(row.id, 0),
                open=config.hours(now, row.id).open,
                served=row.id in queue.served_now,
                closed=closure.reason if closure else None,
            )
        )
    return found


def classes(config: OfficeConfig) -> list[tuple[str, Name]]:
    """The classes that staff may give, by code."""
    return [(row.code, row.name) for row in config.priorities.values() if row.offered]


def ticket(session: Session, office_id: int, ticket_id: int) -> HostTicket | None:
    found = queue_queries.ticket_of(session, office_id, ticket_id)
    if found is None:
        return None
    version, config = version_and_config(session, office_id)
    ahead = queue_snapshot.at(session, config, version).people_ahead
    return _ticket(found, config, ahead, clock.now())


def _ticket(row: Ticket, config: OfficeConfig, ahead: dict[int, int], now: datetime) -> HostTicket:
    waits = (now - row.since) // MICROSECOND if row.state == "waiting" else 0
    counter = config.counters.get(row.counter_id or 0)
    service, priority = config.services[row.service_id], config.priorities[row.priority_id]
    return HostTicket(
        id=row.id,
        code=row.code,
        state=row.state,
        service=service.code,
        service_name=service.name,
        priority=priority.code,
        priority_name=priority.name,
        language=row.language,
        group_size=row.group_size,
        in_person=row.in_person,
        waited=(row.waited + waits) // SECOND,
        ahead=ahead.get(row.id, 0) if row.state == "waiting" else None,
        counter=counter.number if counter else None,
        to_fetch=_is_to_fetch(row),
    )


def _urgency(row: Ticket) -> int:
    """0: to be fetched (first, so that the limit never hides them); 1: called or waiting; 2: on hold or absent."""
    if _is_to_fetch(row):
        return 0
    return 1 if row.state in ("called", "waiting") else 2


def _is_to_fetch(row: Ticket) -> bool:
    return row.state == "called" and row.in_person and row.fetched_at is None


def just_issued(session: Session, config: OfficeConfig, code: str, by: str, now: datetime) -> Ticket | None:
    """A ticket that another host gave a moment ago for the service with this code and that has not ended."""
    service = config.service(code)
    if service is None:
        return None
    by_another = (Entry.kind == TicketIssued.kind, Entry.by.like(f"{actors.PERSON}:%"), Entry.by != by)
    mine = (Entry.office_id == config.office.id, Ticket.office_id == config.office.id, LIVE)
    new = (Ticket.service_id == service.id, Ticket.arrived_at >= now - JUST_NOW)
    wanted = select(Ticket).join(Entry, Entry.ticket_id == Ticket.id).where(*mine, *new, *by_another)
    return session.scalars(wanted.order_by(Ticket.id.desc()).limit(1)).first()
