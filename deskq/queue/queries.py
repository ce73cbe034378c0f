"""Reads the queue: first tickets, counts, people ahead. What screens show is read in screens/."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnClause, Integer, TextualSelect, bindparam, case, column, func, select, text
from sqlalchemy.orm import Session

from deskq.core.db.engine import UtcMicroseconds
from deskq.office.config_cache import OfficeConfig, Shares, shares
from deskq.office.models import Counter
from deskq.queue.models import AT_COUNTER, WAITING, Ticket
from deskq.queue.rules import priority as priority_rules
from deskq.queue.rules.priority import CounterQueue


@dataclass(frozen=True, slots=True)
class Head:
    """One waiting ticket as rules/priority.py needs it."""

    id: int
    code: str
    service_id: int
    priority_id: int
    arrived_at: datetime
    weight: float
    counter_id: int | None

    @property
    def directed(self) -> bool:
        return self.counter_id is not None


COLUMNS: tuple[ColumnClause[Any], ...] = (
    column("id", Integer), column("code"), column("service_id", Integer), column("priority_id", Integer),
    column("arrived_at", UtcMicroseconds), column("counter_id", Integer),
)  # fmt: skip


FIELDS = "id, code, service_id, priority_id, arrived_at, counter_id"
FIRST = """
    FROM ticket f
    WHERE f.state = 'waiting' AND f.office_id = :office AND f.service_id = s.id AND f.priority_id = p.id
      AND f.counter_id IS NULL
    ORDER BY f.arrived_at, f.id LIMIT 1
"""
#: How each database looks up the first of a service and class in ix_ticket_line.
JOINS = {
    "sqlite": f"JOIN ticket t ON t.id = (SELECT f.id {FIRST})",
    "postgresql": f"CROSS JOIN LATERAL (SELECT {FIELDS} {FIRST}) t",
}


@lru_cache(maxsize=512)
def _heads_of(services: tuple[int, ...], dialect: str) -> TextualSelect:
    """The first waiting ticket of each service and class, and those transferred to one counter. SQL text with the
    numbers in it, because it runs with every call: one index look-up per service and class, however many wait."""
    served = ", ".join(str(int(service)) for service in services) or "NULL"
    fields = ", ".join(f"t.{field}" for field in FIELDS.split(", "))
    return text(f"""
        SELECT {fields} FROM service s JOIN priority_class p ON p.office_id = :office {JOINS[dialect]}
        WHERE s.id IN ({served})
        UNION ALL
        SELECT {fields} FROM ticket t WHERE t.state = 'waiting' AND t.counter_id = :counter
    """).columns(*COLUMNS)  # noqa: S608  (only integers and constants)


EVERYONE = select(
    Ticket.id, Ticket.code, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at, Ticket.counter_id
).where(Ticket.office_id == bindparam("office"), WAITING)

COUNTS = (
    select(
        Ticket.service_id,
        Ticket.counter_id,
        func.count(),
        func.sum(case((Ticket.arrived_at <= bindparam("limit", type_=UtcMicroseconds), 1), else_=0)),
    )
    .where(Ticket.office_id == bindparam("office"), WAITING)
    .group_by(Ticket.service_id, Ticket.counter_id)
)

Counted = tuple[int, int | None, int, int]  # service, counter transferred to, people, those overdue

STAFFED = select(Counter.id, Counter.clerk_id).where(
    Counter.office_id == bindparam("office"), Counter.status != "closed"
)


def heads(session: Session, config: OfficeConfig, counter_id: int, ranks: Mapping[int, int]) -> list[Head]:
    """The first ticket of each service and class this counter may call: enough for ``priority.choose_next``."""
    values = {"office": config.office.id, "counter": counter_id}
    connection = session.connection()
    return _heads(connection.execute(_heads_of(tuple(sorted(ranks)), connection.dialect.name), values), config)


def everyone_waiting(session: Session, config: OfficeConfig) -> list[Head]:
    return _heads(session.connection().execute(EVERYONE, {"office": config.office.id}), config)


def same_queue(session: Session, config: OfficeConfig, ticket: Ticket) -> list[Head]:
    """Everyone waiting for the same service as a ticket, or for the same counter if it was transferred to one."""
    everyone = everyone_waiting(session, config)
    if ticket.counter_id is not None:
        return [head for head in everyone if head.counter_id == ticket.counter_id]
    return [head for head in everyone if head.service_id == ticket.service_id and head.counter_id is None]


def _heads(rows: object, config: OfficeConfig) -> list[Head]:
    weights = config.weights
    return [
        Head(ticket, code, service, priority, arrived, weights[priority], counter)
        for ticket, code, service, priority, arrived, counter in rows  # type: ignore[attr-defined]
    ]


def waiting_counts(session: Session, office_id: int) -> dict[int, int]:
    """{service id: people waiting}."""
    query = select(Ticket.service_id, func.count()).where(WAITING, Ticket.office_id == office_id)
    return {service: count for service, count in session.execute(query.group_by(Ticket.service_id))}


def ahead_of_newcomer(session: Session, config: OfficeConfig, service_id: int, now: datetime) -> int:
    """People ahead of someone who arrives now for a service: ``priority.count_ahead`` for a score of 0, by counting,
    over all counters that serve it."""
    return _before(_counts(session, config, now), config.shares(service_id))


def ahead_of_newcomers(session: Session, config: OfficeConfig, now: datetime) -> dict[int, int]:
    """{id of a service on offer: people ahead of someone who takes a ticket now}, over ``counter_queues``: the number
    that the ticket will show. One count for all services."""
    counts = _counts(session, config, now)
    ranks = {counter: queue.ranks for counter, queue in counter_queues(session, config, now).items()}
    return {row.id: _before(counts, shares(ranks, row.id)) for row in config.offered}


def _counts(session: Session, config: OfficeConfig, now: datetime) -> list[Counted]:
    limit = now - timedelta(minutes=config.office.bound_minutes)
    values = {"office": config.office.id, "limit": limit}
    return [(*row,) for row in session.connection().execute(COUNTS, values)]


def _before(counts: list[Counted], among: Shares) -> int:
    before = 0
    for service, sent_to, people, overdue in counts:
        if sent_to in among.counters or (sent_to is None and service in among.before):
            before += people
        elif sent_to is None and service in among.behind:
            before += overdue
    return before


def counter_queues(session: Session, config: OfficeConfig, now: datetime) -> dict[int, CounterQueue]:
    """{counter id: its view of the queue} of counters open or on a break; of closed ones only for services that no
    staffed counter serves now, so that nobody is shown as first while all clerks are at lunch."""
    max_wait = timedelta(minutes=config.office.bound_minutes)
    staffed = list(session.connection().execute(STAFFED, {"office": config.office.id}))
    found = {counter: CounterQueue(config.served(counter, clerk), max_wait, now) for counter, clerk in staffed}
    covered = {service for queue in found.values() for service in queue.ranks}
    for counter, served in config.ranks.items():
        rest = {service: rank for service, rank in served.items() if service not in covered}
        if counter not in found and rest:
            found[counter] = CounterQueue(rest, max_wait, now)
    return found


def count_ahead(waiting: list[Head], queues: Mapping[int, CounterQueue]) -> dict[int, int]:
    """{ticket id: people ahead of it} over all counters."""

    serving: dict[int, set[int]] = defaultdict(set)
    for counter, queue in queues.items():
        for service in queue.ranks:
            serving[service].add(counter)

    def counters_of(head: Head) -> set[int]:
        return {head.counter_id} if head.counter_id is not None else serving[head.service_id]

    return priority_rules.count_ahead(waiting, counters_of, queues)


def people_ahead(session: Session, config: OfficeConfig, now: datetime) -> dict[int, int]:
    """{ticket id: people ahead of it} for everyone waiting."""
    return count_ahead(everyone_waiting(session, config), counter_queues(session, config, now))


def called_now(session: Session, office_id: int) -> list[Ticket]:
    """Tickets that are called and whose visitors have not come yet, the oldest call first."""
    wanted = select(Ticket).where(Ticket.office_id == office_id, AT_COUNTER, Ticket.state == "called")
    return list(session.scalars(wanted.order_by(Ticket.call)))


def ticket_by_hash(session: Session, token_hash: str) -> Ticket | None:
    return session.scalars(select(Ticket).where(Ticket.token_hash == token_hash)).one_or_none()


def ticket_by_id(session: Session, ticket_id: int) -> Ticket:
    return session.get_one(Ticket, ticket_id, populate_existing=True)


def ticket_of(session: Session, office_id: int, ticket_id: int) -> Ticket | None:
    """The ticket, if it exists in this office."""
    return session.scalars(select(Ticket).where(Ticket.id == ticket_id, Ticket.office_id == office_id)).one_or_none()
