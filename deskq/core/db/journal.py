"""The journal: the append-only record of events, and the version number of every screen.

Rows are numbered per office without gaps, chained by SHA-256 and written in the same commit as the change they record.
``Head`` is the end of the chain; locking its row locks the office for writing.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import fields as event_fields
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import BigInteger, Connection, Index, String, Text, bindparam, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from deskq.core import event_types, journal_texts
from deskq.core.db.engine import EPOCH, MICROSECOND, UtcMicroseconds
from deskq.core.db.fixed import FixedStatement, Row
from deskq.core.db.row_hash import HASHED, body_text, salted, stored_digest
from deskq.core.extensions import Model

START = "0" * 64


class Event(Protocol):
    """A frozen dataclass with a ``kind`` and plain values as fields."""

    @property
    def kind(self) -> str: ...


class Head(Model):
    """The end of an office's journal."""

    __tablename__ = "journal_head"

    office_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    hash: Mapped[str] = mapped_column(String(64), default=START)
    at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Version of the office's configuration; goes up with each edit (see ``office/config_cache.py``).
    config_version: Mapped[int] = mapped_column("catalogue", default=0)


class Entry(Model):
    """One event. ``press`` is the first sequence of its transaction: it groups the events of one action."""

    __tablename__ = "journal"
    __table_args__ = (
        Index(None, "ticket_id", "sequence"),
        Index(None, "office_id", "press"),
    )

    office_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    press: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    kind: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(40))
    ticket_id: Mapped[int | None] = mapped_column(BigInteger)
    counter_id: Mapped[int | None]
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the event."""
        facts: dict[str, Any] = json.loads(self.body)
        return facts

    @property
    def event(self) -> Any | None:
        """The event itself, read from ``body``; None when its kind is not known (see core.event_types)."""
        return event_types.read(self.kind, self.facts)


#: Statements built once: they run with every action, and the last one with every page of a screen.
OF_OFFICE = Head.office_id == bindparam("office")
INSERT = FixedStatement(insert(Entry), Entry.__table__.columns.keys())
LOCK_HEAD = FixedStatement(
    select(Head.sequence, Head.hash, Head.at, Head.config_version).where(OF_OFFICE).with_for_update()
)
SAVE_HEAD = FixedStatement(
    update(Head)
    .where(OF_OFFICE)
    .values({name: bindparam(name) for name in ("sequence", "hash", "at", "config_version")})
)
#: The events of one user action, in order.
OF_ACTION = FixedStatement(
    select(Entry.__table__)
    .where(Entry.office_id == bindparam("office"), Entry.press == bindparam("action"))
    .order_by(Entry.sequence)
)
POSITION = FixedStatement(select(Head.sequence, Head.config_version, Head.hash).where(OF_OFFICE))
POSITIONS = FixedStatement(select(Head.office_id, Head.sequence).order_by(Head.office_id))


@dataclass(slots=True)
class LockedHead:
    """The end of the chain while the office is locked."""

    office_id: int
    sequence: int
    hash: str
    at: datetime
    config_version: int


def append(connection: Connection, head: LockedHead, action: int, by: str, event: Event) -> dict[str, Any]:
    """Append one event (the office must be locked); returns its row, {column: value}. ``action``: the first sequence of
    its transaction."""
    fields = {field.name: getattr(event, field.name) for field in event_fields(event)}  # type: ignore[arg-type]
    if free := journal_texts.of(event):
        fields = salted(fields, free)
    row: dict[str, Any] = {
        "office_id": head.office_id,
        "sequence": head.sequence + 1,
        "press": action,
        "at": head.at,
        "kind": event.kind,
        "by": by,
        "ticket_id": fields.get("ticket"),
        "counter_id": fields.get("counter"),
        "body": body_text(fields),
    }
    row["hash"] = digest(head.hash, row)
    INSERT.send(connection, row)
    head.sequence, head.hash = head.sequence + 1, row["hash"]
    return row


def lock_head(connection: Connection, office_id: int) -> tuple[int, str, datetime | None, int] | None:
    """The end of an office's chain, locked until the transaction ends."""
    return LOCK_HEAD.first(connection, {"office": office_id})


def save_head(connection: Connection, head: LockedHead) -> None:
    """Write the new end of the chain."""
    new = {"sequence": head.sequence, "hash": head.hash, "at": head.at, "config_version": head.config_version}
    SAVE_HEAD.send(connection, {"office": head.office_id, **new})


def position(session: Session, office_id: int) -> tuple[int, int]:
    """The last sequence of an office's journal, and the version of its configuration."""
    return position_from_rows(POSITION.all(session.connection(), {"office": office_id}))


def position_from_rows(rows: Iterable[Row]) -> tuple[int, int]:
    """As ``position``, from the rows of ``POSITION``."""
    return next(((sequence, config_version) for sequence, config_version, _ in rows), (0, 0))


def hash_from_rows(rows: Iterable[Row]) -> str:
    """The hash of the last entry, from the rows of ``POSITION``."""
    return next((found for _, _, found in rows), START)


def positions(session: Session) -> dict[int, int]:
    """{office: last sequence of its journal}, of every office."""
    return {office: sequence for office, sequence in POSITIONS.all(session.connection(), {})}


def offices(session: Session) -> list[int]:
    """Every office that has a journal, by id."""
    return list(session.scalars(select(Head.office_id).order_by(Head.office_id)))


def last_at(session: Session, office_id: int | None = None) -> datetime | None:
    """The time of the last event of any office, or of this one; None before the first."""
    mine = () if office_id is None else (Head.office_id == office_id,)
    return session.scalar(select(func.max(Head.at)).where(*mine))


def digest(previous: str, row: dict[str, Any]) -> str:
    """The hash of a row after the one with the hash ``previous``."""
    return stored_digest(previous, stored_columns(row))


def stored_columns(row: dict[str, Any]) -> list[Any]:
    """The columns ``HASHED`` of a row, with ``at`` in microseconds as it is stored."""
    stored = {**row, "at": (row["at"] - EPOCH) // MICROSECOND}
    return [stored[name] for name in HASHED]


def columns_of(entry: Entry) -> dict[str, Any]:
    """The row as ``digest`` takes it."""
    return {column: getattr(entry, column) for column in Entry.__table__.columns.keys()}  # noqa: SIM118


def walk(session: Session, office_id: int, after: int = 0, size: int = 1000) -> Iterator[Entry]:
    """All entries after a sequence, in order, read in batches of ``size``."""
    while batch := after_sequence(session, office_id, after, size):
        yield from batch
        after = batch[-1].sequence
        session.expunge_all()


def after_sequence(session: Session, office_id: int, after: int, limit: int) -> list[Entry]:
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.sequence > after)
    return list(session.scalars(wanted.order_by(Entry.sequence).limit(limit)))


def of_kind(session: Session, office_id: int, kind: str, after: int, until: int) -> list[Entry]:
    """Those of one kind after a sequence, up to another; the rows between are not made into objects."""
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.sequence > after, Entry.sequence <= until)
    return list(session.scalars(wanted.where(Entry.kind == kind).order_by(Entry.sequence)))


def began(session: Session, ticket_id: int) -> datetime:
    """When a ticket was issued."""
    wanted = select(Entry.at).where(Entry.ticket_id == ticket_id).order_by(Entry.sequence).limit(1)
    return session.scalars(wanted).one()


def of_ticket(session: Session, ticket_id: int) -> list[Entry]:
    return list(session.scalars(select(Entry).where(Entry.ticket_id == ticket_id).order_by(Entry.sequence)))


def latest(session: Session, office_id: int, kinds: Collection[str], since: datetime, most: int) -> list[Entry]:
    """Entries of these kinds since a moment, the newest first."""
    after = _before(session, office_id, since)
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.sequence > after, Entry.kind.in_(kinds))
    return list(session.scalars(wanted.order_by(Entry.sequence.desc()).limit(most)))


def _before(session: Session, office_id: int, moment: datetime) -> int:
    """The last sequence before a moment, by binary search: ``at`` has no index, but grows with the sequence."""
    low, high = 0, position(session, office_id)[0]
    while low < high:
        middle = (low + high + 1) // 2
        at = session.scalar(select(Entry.at).where(Entry.office_id == office_id, Entry.sequence == middle))
        low, high = (middle, high) if at is not None and at < moment else (low, middle - 1)
    return low
