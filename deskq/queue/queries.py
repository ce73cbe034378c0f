"""Reads the queue: first tickets, counts. People ahead: ahead_counts.py; what screens show: screens/."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    TextualSelect,
    bindparam,
    column,
    func,
    literal_column,
    select,
    text,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from deskq.core import row_objects
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.fixed import FixedStatement, Row
from deskq.core.transactions import connection_of
from deskq.office.config_cache import OfficeConfig
from deskq.queue.models import ANYWHERE, AT_COUNTER, DIRECTED, LIVE, Ticket


class QueuedTicket(NamedTuple):
    """A ticket in the queue, with what rules/priority.py asks of it. ``waiting_since``: now minus the total wait (only
    set by ``everyone_waiting``). ``arrived_at`` decides the place in the queue."""

    id: int
    code: str
    service_id: int
    priority_id: int
    arrived_at: datetime
    weight: float
    counter_id: int | None
    waiting_since: datetime | None = None

    @property
    def directed(self) -> bool:
        return self.counter_id is not None


COLUMNS = row_objects.table_of(Ticket).columns
#: Places in a row of these columns: of what a ``QueuedTicket`` has (its weight is in the configuration), of state and
#: code.
QUEUED = [
    COLUMNS.keys().index(name) for name in ("id", "code", "service_id", "priority_id", "arrived_at", "counter_id")
]
STATE, CODE = COLUMNS.keys().index("state"), COLUMNS.keys().index("code")
FIELDS = ", ".join(COLUMNS.keys())
FIRST = """
    FROM ticket f
    WHERE f.state = 'waiting' AND f.counter_id IS NULL
      AND f.office_id = :office AND f.service_id = s.value AND f.priority_id = p.value
    ORDER BY f.arrived_at, f.id LIMIT 1
"""
#: One look-up in ix_ticket_next for each service and class, however many wait: in the words of each database.
FIRST_OF_EACH = {
    "sqlite": f"""
        json_each(:services) s CROSS JOIN json_each(:classes) p
        CROSS JOIN ticket t ON t.id = (SELECT f.id {FIRST})""",
    "postgresql": f"""
        unnest(CAST(:services AS integer[])) s(value) CROSS JOIN unnest(CAST(:classes AS integer[])) p(value)
        CROSS JOIN LATERAL (SELECT {FIELDS} {FIRST}) t""",
}
ARRAY = {"sqlite": "[{}]", "postgresql": "{{{}}}"}


def _counter_view_in(dialect: str) -> TextualSelect:
    """The first waiting ticket of each service and class, those transferred to one counter, and the one that is there.
    One text for all counters: PostgreSQL prepares it once."""
    fields = ", ".join(f"t.{field}" for field in FIELDS.split(", "))
    return text(f"""
        SELECT {fields} FROM {FIRST_OF_EACH[dialect]}
        UNION ALL
        SELECT {fields} FROM ticket t WHERE t.state = 'waiting' AND t.counter_id = :counter
        UNION ALL
        SELECT {fields} FROM ticket t WHERE t.state IN ('called', 'serving') AND t.counter_id = :counter
    """).columns(*(column(one.name, one.type) for one in COLUMNS))  # noqa: S608  (only constants)


COUNTER_VIEW = {dialect: FixedStatement(_counter_view_in(dialect)) for dialect in FIRST_OF_EACH}

IN_OFFICE = Ticket.office_id == bindparam("office")
OFFICE_COMPUTED = Ticket.office_id + literal_column("0") == bindparam("office")


def of_all_waiting(*fields: Any, by: tuple[Any, ...] = ()) -> CompoundSelect[Any]:
    """Over everyone who waits in an office: a part for each of the two indexes. The second one has no office. SQLite
    would take the unique index of numbers instead, and with it read every ticket that the office ever had; it cannot
    where the office is computed."""
    parts = [select(*fields).where(IN_OFFICE, ANYWHERE), select(*fields).where(OFFICE_COMPUTED, DIRECTED)]
    return union_all(*(part.group_by(*by) for part in parts))


WAITING_SINCE = type_coerce(type_coerce(Ticket.since, BigInteger) - Ticket.waited, UtcMicroseconds)
EVERYONE = FixedStatement(of_all_waiting(
    Ticket.id, Ticket.code, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at, Ticket.counter_id,
    WAITING_SINCE.label("waiting_since"),
))  # fmt: skip
#: Tickets of visitors who joined from outside and are not here yet: on hold at no counter, without a promised hour.
AWAY = FixedStatement(
    select(Ticket.id, Ticket.code, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at, Ticket.counter_id).where(
        IN_OFFICE, LIVE, Ticket.state == "held", Ticket.counter_id.is_(None), Ticket.returns_at.is_(None)
    )
)
PEOPLE = FixedStatement(of_all_waiting(Ticket.service_id, func.count(), by=(Ticket.service_id,)))
LINES = FixedStatement(of_all_waiting(
    Ticket.service_id, Ticket.counter_id, func.count(), type_coerce(func.min(WAITING_SINCE), UtcMicroseconds),
    by=(Ticket.service_id, Ticket.counter_id),
))  # fmt: skip
PIECE = 300  #: people of a long line that are read at once


class WaitingLine(NamedTuple):
    """The people who wait for a service; with ``counter_id`` those who were transferred to a counter. ``since``: when
    the one who waits longest began."""

    service_id: int
    counter_id: int | None
    people: int
    since: datetime


@dataclass(frozen=True, slots=True)
class CounterView:
    """``heads``: the first ticket of each service and class this counter may call, enough for
    ``priority.choose_next``. ``here``: the code of the ticket called to it or served at it. ``rows``: {ticket id: its
    columns} of the heads."""

    heads: list[QueuedTicket]
    here: str | None
    rows: Mapping[int, tuple[Any, ...]]

    def ticket(self, head: QueuedTicket) -> Ticket:
        return row_objects.build(Ticket, zip(COLUMNS.keys(), self.rows[head.id], strict=True))


def counter_view(session: Session, config: OfficeConfig, counter_id: int, ranks: Mapping[int, int]) -> CounterView:
    connection = connection_of(session)
    dialect = connection.dialect.name
    services, classes = (ARRAY[dialect].format(",".join(map(str, sorted(ids)))) for ids in (ranks, config.priorities))
    values = {"office": config.office.id, "counter": counter_id, "services": services, "classes": classes}
    rows = COUNTER_VIEW[dialect].all(connection, values)
    here = next((row[CODE] for row in rows if row[STATE] != "waiting"), None)
    waiting = [row for row in rows if row[STATE] == "waiting"]
    heads = _queued(([row[place] for place in QUEUED] for row in waiting), config)
    return CounterView(heads, here, {head.id: row for head, row in zip(heads, waiting, strict=True)})


def everyone_waiting(
    session: Session, config: OfficeConfig, breathe: Callable[[], object] = lambda: None
) -> list[QueuedTicket]:
    """``breathe`` is called after each piece: to read a line of thousands takes a tenth of a second."""
    found: list[QueuedTicket] = []
    with closing(EVERYONE.pieces(connection_of(session), {"office": config.office.id}, PIECE)) as pieces:
        for rows in pieces:
            found += _queued(rows, config)
            breathe()
    return found


def everyone_away(session: Session, config: OfficeConfig) -> list[QueuedTicket]:
    """Tickets of visitors who joined from outside and are not here yet."""
    return _queued(AWAY.all(connection_of(session), {"office": config.office.id}), config)


def same_queue(session: Session, config: OfficeConfig, ticket: Ticket) -> list[QueuedTicket]:
    """Everyone waiting for the same service as a ticket, or for the same counter if it was transferred to one."""
    return [other for other in everyone_waiting(session, config) if line_of(other) == line_of(ticket)]


def line_of(waiting: QueuedTicket | Ticket) -> tuple[str, int]:
    """People of one line wait for the same service, or were transferred to the same counter."""
    if waiting.counter_id is not None:
        return "counter", waiting.counter_id
    return "service", waiting.service_id


def _queued(rows: object, config: OfficeConfig) -> list[QueuedTicket]:
    weights = config.weights
    return [
        QueuedTicket(ticket, code, service, priority, arrived, weights[priority], counter, *since)
        for ticket, code, service, priority, arrived, counter, *since in rows  # type: ignore[attr-defined]
    ]


def waiting_lines(session: Session, office_id: int) -> list[WaitingLine]:
    """Counted by the database, because a long line takes time to read."""
    return [WaitingLine(*row) for row in LINES.all(connection_of(session), {"office": office_id})]


def waiting_counts(session: Session, office_id: int) -> dict[int, int]:
    """{service id: people waiting}."""
    return waiting_counts_from_rows(PEOPLE.all(connection_of(session), {"office": office_id}))


def waiting_counts_from_rows(rows: Iterable[Row]) -> dict[int, int]:
    """As ``waiting_counts``, from the rows of ``PEOPLE``."""
    found: dict[int, int] = defaultdict(int)
    for service, people in rows:
        found[service] += people
    return dict(found)


def called_now(session: Session, office_id: int) -> list[Ticket]:
    """Tickets that are called and whose visitors have not come yet, the oldest call first."""
    wanted = select(Ticket).where(Ticket.office_id == office_id, AT_COUNTER, Ticket.state == "called")
    return list(session.scalars(wanted.order_by(Ticket.call)))


def ticket_by_hash(session: Session, token_hash: str) -> Ticket | None:
    return session.scalars(select(Ticket).where(Ticket.token_hash == token_hash)).one_or_none()


def whose_secret(session: Session, token_hash: str) -> tuple[int, int] | None:
    """(ticket id, office id) of the ticket with this secret, or None."""
    return WHOSE_SECRET.first(session.connection(), {"hash": token_hash})


WHOSE_SECRET = FixedStatement(select(Ticket.id, Ticket.office_id).where(Ticket.token_hash == bindparam("hash")))


def ticket_by_id(session: Session, ticket_id: int) -> Ticket:
    return session.get_one(Ticket, ticket_id, populate_existing=True)


def ticket_of(session: Session, office_id: int, ticket_id: int) -> Ticket | None:
    """The ticket, if it exists in this office."""
    return session.scalars(select(Ticket).where(Ticket.id == ticket_id, Ticket.office_id == office_id)).one_or_none()


def has_tickets(session: Session, office_id: int) -> bool:
    return session.scalar(select(Ticket.id).where(Ticket.office_id == office_id).limit(1)) is not None
