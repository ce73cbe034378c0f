"""The office as it stands in the database, made into the plain Hall that a forecast plays."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.estimate.journal_reader import Memory, wall
from deskq.estimate.snapshot import Desk, Hall, Person
from deskq.office.config_cache import Catalogue
from deskq.office.models import Counter
from deskq.queue import queries
from deskq.queue.models import AT_COUNTER, LIVE, Ticket

MANNED = select(Counter.id, Counter.clerk_id, Counter.status, Counter.break_until).where(
    Counter.office_id == bindparam("office"), Counter.status != "closed"
)
PRESENT = select(Ticket.counter_id, Ticket.id, Ticket.service_id, Ticket.called_at, Ticket.since).where(
    Ticket.office_id == bindparam("office"), AT_COUNTER
)
HELD = select(Ticket.id, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at, Ticket.returns_at).where(
    Ticket.office_id == bindparam("office"), LIVE, Ticket.state == "held", Ticket.returns_at.is_not(None)
)


def hall(session: Session, about: Catalogue, memory: Memory, now: datetime) -> Hall:
    """Who is in line, which counters are open with what keeps them, who comes back, and when the doors close; with a
    ghost for each service and class, who asks what a newcomer would be told."""
    office = {"office": about.office.id}
    connection = session.connection()
    present = {row[0]: row for row in connection.execute(PRESENT, office)}
    desks = [
        _desk(about, memory, row, present.get(row[0]), now) for row in connection.execute(MANNED, office).fetchall()
    ]
    people = [
        Person(head.id, head.service_id, head.weight, wall(head.arrived_at), head.counter_id)
        for head in queries.everyone_waiting(session, about)
    ]
    held = [
        (max(wall(back or now), wall(now)), Person(ticket, service, about.weights[priority], wall(arrived)))
        for ticket, service, priority, arrived, back in connection.execute(HELD, office)
    ]
    doors = about.hours(now)
    closes = wall(doors.closes_at) if doors.open and doors.closes_at else (None if doors.open else wall(now))
    return Hall(wall(now), about.office.bound_minutes * 60.0, [*people, *newcomers(about, now)], desks, held, closes)


def newcomers(about: Catalogue, now: datetime) -> Iterable[Person]:
    """One ghost for each service on offer and each weight; their ids are below 0 (see ``kinds``)."""
    for number, (service, weight) in enumerate(kinds(about), 1):
        yield Person(-number, service, weight, wall(now), ghost=True)


def kinds(about: Catalogue) -> list[tuple[int, float]]:
    """Service and weight of ghost -1, -2, ..."""
    weights = sorted(set(about.weights.values()))
    return [(service.id, weight) for service in about.offered for weight in weights]


def _desk(about: Catalogue, memory: Memory, row: Any, visit: Any, now: datetime) -> Desk:
    counter, clerk, status, until = row
    ranks = about.served(counter, clerk)
    seat = memory.seats.get(counter)
    if visit is not None:
        _, ticket, service, called_at, since = visit
        known = seat.since if seat is not None and seat.ticket == ticket else None
        return Desk(counter, ranks, known or wall(called_at or since), service)
    if status == "break":
        return Desk(counter, ranks, wall(now), None, wall(until or now))
    free = seat.since if seat is not None and seat.ticket is None and seat.since is not None else wall(now) - 5.0
    return Desk(counter, ranks, free)
