"""Reading the line: heads, counts, who stands before whom. What screens show is read in screens/"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnClause, Integer, TextualSelect, bindparam, case, column, func, select, text
from sqlalchemy.orm import Session

from deskq.core.db.engine import UtcMicroseconds
from deskq.office.config_cache import Catalogue, Shares, shares
from deskq.office.models import Counter
from deskq.queue.models import WAITING, Ticket
from deskq.queue.rules import priority as priority_rules
from deskq.queue.rules.priority import CounterQueue


@dataclass(frozen=True, slots=True)
class Head:
    """One person in line, as the rule needs them."""

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
#: Each database is told in its own words to look the first of a service and class up in ix_ticket_line.
JOINS = {
    "sqlite": f"JOIN ticket t ON t.id = (SELECT f.id {FIRST})",
    "postgresql": f"CROSS JOIN LATERAL (SELECT {FIELDS} {FIRST}) t",
}


@lru_cache(maxsize=512)
def _heads_of(services: tuple[int, ...], dialect: str) -> TextualSelect:
    """The first in line of each service and class, and whoever was sent to one counter. Written out, with the numbers
    in the text, because it runs with every call: one look-up per service and class, however many wait."""
    served = ", ".join(str(int(service)) for service in services) or "NULL"
    fields = ", ".join(f"t.{field}" for field in FIELDS.split(", "))
    return text(f"""
        SELECT {fields} FROM service s JOIN priority_class p ON p.office_id = :office {JOINS[dialect]}
        WHERE s.id IN ({served})
        UNION ALL
        SELECT {fields} FROM ticket t WHERE t.state = 'waiting' AND t.counter_id = :counter
    """).columns(*COLUMNS)  # noqa: S608  (whole numbers and words of our own)


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

Counted = tuple[int, int | None, int, int]  # service, the counter sent to, people, those past the bound

MANNED = select(Counter.id, Counter.clerk_id).where(
    Counter.office_id == bindparam("office"), Counter.status != "closed"
)


def heads(session: Session, catalogue: Catalogue, counter_id: int, ranks: Mapping[int, int]) -> list[Head]:
    """The first in line of each service and class this counter may call: enough for rules.choose_next."""
    wanted = {"office": catalogue.office.id, "counter": counter_id}
    connection = session.connection()
    return _heads(connection.execute(_heads_of(tuple(sorted(ranks)), connection.dialect.name), wanted), catalogue)


def everyone_waiting(session: Session, catalogue: Catalogue) -> list[Head]:
    return _heads(session.connection().execute(EVERYONE, {"office": catalogue.office.id}), catalogue)


def same_line(session: Session, catalogue: Catalogue, ticket: Ticket) -> list[Head]:
    """Everyone who waits for what a ticket waits for: its service, or the counter it was sent to."""
    everyone = everyone_waiting(session, catalogue)
    if ticket.counter_id is not None:
        return [head for head in everyone if head.counter_id == ticket.counter_id]
    return [head for head in everyone if head.service_id == ticket.service_id and head.counter_id is None]


def _heads(rows: object, catalogue: Catalogue) -> list[Head]:
    weights = catalogue.weights
    return [
        Head(ticket, code, service, priority, arrived, weights[priority], counter)
        for ticket, code, service, priority, arrived, counter in rows  # type: ignore[attr-defined]
    ]


def waiting_counts(session: Session, office_id: int) -> dict[int, int]:
    """{service id: people waiting}."""
    wanted = select(Ticket.service_id, func.count()).where(WAITING, Ticket.office_id == office_id)
    return {service: count for service, count in session.execute(wanted.group_by(Ticket.service_id))}


def ahead_of_newcomer(session: Session, catalogue: Catalogue, service_id: int, now: datetime) -> int:
    """How many stand before someone who arrives now for a service: rules.ahead for a claim of 0, by counting, over all
    counters that serve it."""
    return _before(_counts(session, catalogue, now), catalogue.shares(service_id))


def ahead_of_newcomers(session: Session, catalogue: Catalogue, now: datetime) -> dict[int, int]:
    """{service on offer: how many stand before someone who takes a token now}, over the counters of ``lines``: the
    number that the token will show. One count serves all services."""
    counts = _counts(session, catalogue, now)
    ranks = {counter: line.ranks for counter, line in lines(session, catalogue, now).items()}
    return {row.id: _before(counts, shares(ranks, row.id)) for row in catalogue.offered}


def _counts(session: Session, catalogue: Catalogue, now: datetime) -> list[Counted]:
    limit = now - timedelta(minutes=catalogue.office.bound_minutes)
    wanted = {"office": catalogue.office.id, "limit": limit}
    return [(*row,) for row in session.connection().execute(COUNTS, wanted)]


def _before(counts: list[Counted], among: Shares) -> int:
    before = 0
    for service, sent_to, people, overdue in counts:
        if sent_to in among.counters or (sent_to is None and service in among.before):
            before += people
        elif sent_to is None and service in among.behind:
            before += overdue
    return before


def lines(session: Session, catalogue: Catalogue, now: datetime) -> dict[int, CounterQueue]:
    """Every counter's view of the line: those open or on break; the others only for services that no manned counter
    serves at this moment, so that nobody is told they are first while all are at lunch."""
    bound = timedelta(minutes=catalogue.office.bound_minutes)
    manned = list(session.connection().execute(MANNED, {"office": catalogue.office.id}))
    found = {counter: CounterQueue(catalogue.served(counter, clerk), bound, now) for counter, clerk in manned}
    covered = {service for line in found.values() for service in line.ranks}
    for counter, served in catalogue.ranks.items():
        rest = {service: rank for service, rank in served.items() if service not in covered}
        if counter not in found and rest:
            found[counter] = CounterQueue(rest, bound, now)
    return found


def ahead(waiting: list[Head], lines: Mapping[int, CounterQueue]) -> dict[int, int]:
    """{ticket id: people before it} over all counters."""

    def sees(head: Head) -> set[int]:
        if head.counter_id is not None:
            return {head.counter_id}
        return {counter for counter, line in lines.items() if head.service_id in line.ranks}

    return priority_rules.ahead(waiting, sees, lines)


def people_ahead(session: Session, catalogue: Catalogue, now: datetime) -> dict[int, int]:
    """{ticket id: people before it} for everyone who waits."""
    return ahead(everyone_waiting(session, catalogue), lines(session, catalogue, now))


def ticket_by_hash(session: Session, token_hash: str) -> Ticket | None:
    return session.scalars(select(Ticket).where(Ticket.token_hash == token_hash)).one_or_none()


def ticket_by_id(session: Session, ticket_id: int) -> Ticket:
    return session.get_one(Ticket, ticket_id, populate_existing=True)


def ticket_of(session: Session, office_id: int, ticket_id: int) -> Ticket | None:
    """The ticket, if there is one and it is this office's."""
    return session.scalars(select(Ticket).where(Ticket.id == ticket_id, Ticket.office_id == office_id)).one_or_none()
