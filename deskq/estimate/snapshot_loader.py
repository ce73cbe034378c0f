"""Loads the current state of an office from the database as an ``OfficeSnapshot``."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core.extensions import socketio
from deskq.estimate.journal_reader import JournalReader, wall_seconds
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter, Visitor
from deskq.office.config_cache import OfficeConfig
from deskq.queue import queries, staffed_counters
from deskq.queue.models import AT_COUNTER, LIVE, Ticket

VISITORS_AT_COUNTERS = select(Ticket.counter_id, Ticket.id, Ticket.service_id, Ticket.called_at, Ticket.since).where(
    Ticket.office_id == bindparam("office"), AT_COUNTER
)
ON_HOLD = select(Ticket.id, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at, Ticket.returns_at).where(
    Ticket.office_id == bindparam("office"), LIVE, Ticket.state == "held", Ticket.returns_at.is_not(None)
)


def load_snapshot(session: Session, config: OfficeConfig, reader: JournalReader, now: datetime) -> OfficeSnapshot:
    """Who waits, which counters are open and busy with what, who returns from hold, when the office closes; plus a
    probe for each service and weight, which gives the wait of a newcomer."""
    office = {"office": config.office.id}
    connection = session.connection()
    present = {row[0]: row for row in connection.execute(VISITORS_AT_COUNTERS, office)}
    staffed = staffed_counters.staffed(session, config.office.id)
    people = [
        Visitor(visitor.id, visitor.service_id, visitor.weight, wall_seconds(visitor.arrived_at), visitor.counter_id)
        for visitor in queries.everyone_waiting(session, config, lambda: socketio.sleep(0))
    ]
    first: dict[int, float] = {}
    for person in people:
        first[person.service] = min(person.arrived, first.get(person.service, person.arrived))
    counters = [_counter(config, reader, row, present.get(row[0]), first, now) for row in staffed]
    held = [
        (
            max(wall_seconds(back or now), wall_seconds(now)),
            Visitor(ticket, service, config.weights[priority], wall_seconds(arrived)),
        )
        for ticket, service, priority, arrived, back in connection.execute(ON_HOLD, office)
    ]
    doors = config.hours(now)
    closes = (
        wall_seconds(doors.closes_at) if doors.open and doors.closes_at else (None if doors.open else wall_seconds(now))
    )
    return OfficeSnapshot(
        wall_seconds(now),
        config.office.bound_minutes * 60.0,
        [*people, *probes(config, now)],
        counters,
        held,
        closes,
    )


def probes(config: OfficeConfig, now: datetime) -> Iterable[Visitor]:
    """One probe for each offered service and each weight, with ids -1, -2, ... (see ``newcomer_kinds``)."""
    for number, (service, weight) in enumerate(newcomer_kinds(config), 1):
        yield Visitor(-number, service, weight, wall_seconds(now), probe=True)


def newcomer_kinds(config: OfficeConfig) -> list[tuple[int, float]]:
    """(service, weight) of probe -1, -2, ..."""
    weights = sorted(set(config.weights.values()))
    return [(service.id, weight) for service in config.offered for weight in weights]


def _counter(
    config: OfficeConfig, reader: JournalReader, row: Any, visit: Any, first: Mapping[int, float], now: datetime
) -> OpenCounter:
    """``first``: {service: arrival of the first visitor who waits for it}."""
    counter, clerk, status, until = row
    ranks = config.served(counter, clerk)
    state = reader.counters.get(counter)
    if visit is not None:
        _, ticket, service, called_at, since = visit
        known = state.since if state is not None and state.ticket == ticket else None
        return OpenCounter(counter, ranks, known or wall_seconds(called_at or since), service)
    if status == "break":
        return OpenCounter(counter, ranks, wall_seconds(now), None, wall_seconds(until or now))
    if state is None or state.ticket is not None or state.since is None:
        return OpenCounter(counter, ranks, wall_seconds(now) - 5.0)
    arrived = min((first[service] for service in ranks if service in first), default=wall_seconds(now))
    missing = wall_seconds(now) - max(state.since, arrived)
    there = reader.presence.now(False, wall_seconds(now) - state.since, state.evidence, missing)
    return OpenCounter(counter, ranks, state.since, presence=there)
