"""Compares tickets, their waits and the intervals of their visits with the journal."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from deskq.core.db.journal import Entry
from deskq.core.db.journal_comparison import COLUMNS, Difference, Told, missing, unequal, unknown
from deskq.queue.models import WALK_IN, Ticket, VisitInterval
from deskq.queue.visit_replay import Interval, Visit, replay

PIECE = 500  #: tickets read at once
#: What the journal does not tell of a ticket: its keys, and ``waited`` and ``first_wait``, which follow from it.
BESIDE = frozenset({"id", "office_id", "token_hash", "request_key", "waited", "first_wait"})
#: Columns that the tickets of earlier versions did not have.
USUAL: Mapping[str, Any] = {"let_pass": 0, "group_size": 1, "in_person": False, "recalls": 0}
TICKETS = Ticket.__table__
TOLD = [column.name for column in TICKETS.columns if column.name not in BESIDE]


#: ``office_id + 0`` below: by an index of offices every piece would read the whole table.


def differences(session: Session, office_id: int) -> Iterator[Difference]:
    """In the order of the tickets."""
    after, rows, intervals = 0, _tickets(session, office_id, 0), 0
    while rows:
        last = int(rows[-1]["id"])
        intervals += yield from _of_piece(session, office_id, rows, (after, last))
        after, rows = last, _tickets(session, office_id, last)
    intervals += yield from _of_piece(session, office_id, (), (after, None))
    there = session.scalar(select(func.count()).where(VisitInterval.office_id == office_id)) or 0
    if there != intervals:
        yield Difference("the table visit_interval", f"changed: {there} intervals, of which {intervals} are of entries")


def _of_piece(
    session: Session, office_id: int, rows: Sequence[RowMapping], ids: tuple[int, int | None]
) -> Generator[Difference, None, int]:
    """Of the tickets after an id, up to another. Returns how many intervals they have."""
    entries = _entries(session, office_id, ids)
    intervals = _intervals(session, office_id, ids, entries)
    count = sum(map(len, intervals.values()))
    stored = {row["id"]: row for row in rows}
    for ticket_id, of_ticket in groupby(entries, lambda entry: entry.ticket_id or 0):
        visit = replay(of_ticket)
        if not visit.ticket:
            continue
        if ticket_id in stored:
            yield from _of_visit(stored.pop(ticket_id), visit, intervals.get(ticket_id, []))
        else:
            yield missing(f"ticket {ticket_id} ({visit.ticket.get('code')})")
    for ticket_id, row in stored.items():
        yield unknown(f"ticket {ticket_id} ({row['code']})")
    return count


def _of_visit(row: RowMapping, visit: Visit, stored: list[Interval]) -> Iterator[Difference]:
    what = f"ticket {row['id']} ({row['code']})"
    stored_values = dict(row)
    told = {name: _moment(visit.ticket.get(name, USUAL.get(name)), stored_values[name]) for name in TOLD}
    told["waited"], told["first_wait"] = visit.waits()
    yield from unequal(what, stored_values, told)
    if stored != visit.intervals:
        yield Difference(f"the visit of {what}", "changed: its intervals are not those that the journal tells")


def _moment(told: Any, stored: Any) -> Any:
    """As it is stored; the journal has moments as text."""
    return datetime.fromisoformat(told) if isinstance(told, str) and isinstance(stored, datetime) else told


def _tickets(session: Session, office_id: int, after: int) -> Sequence[RowMapping]:
    wanted = select(TICKETS).where(Ticket.office_id + 0 == office_id, Ticket.id > after)
    return session.execute(wanted.order_by(Ticket.id).limit(PIECE)).mappings().all()


def _entries(session: Session, office_id: int, ids: tuple[int, int | None]) -> list[Told]:
    """Ticket by ticket."""
    first, last = ids
    wanted = select(*COLUMNS).where(Entry.office_id + 0 == office_id, Entry.ticket_id > first)
    wanted = wanted.where(Entry.ticket_id <= last) if last is not None else wanted.limit(PIECE)
    return [Told(*row) for row in session.execute(wanted.order_by(Entry.ticket_id, Entry.sequence))]


def _intervals(
    session: Session, office_id: int, ids: tuple[int, int | None], entries: Sequence[Told]
) -> dict[int, list[Interval]]:
    """Found by the sequence of the entry that ended each: the table has no index of tickets."""
    first, last = ids
    part, sequences = VisitInterval, [entry.sequence for entry in entries]
    wanted = select(
        part.ticket_id, part.sequence, part.state, part.verb, part.service_id, part.counter_id, part.clerk_id,
        part.began_at, part.ended_at, part.outcome,
    ).where(part.office_id == office_id, part.ticket_id > first)  # fmt: skip
    wanted = wanted.where(part.sequence.between(min(sequences, default=0), max(sequences, default=0)))
    if last is not None:
        wanted = wanted.where(part.ticket_id <= last)
    found: dict[int, list[Interval]] = {}
    for row in session.execute(wanted.order_by(part.sequence)):
        values: list[Any] = [*row[1:-1], row[-1] == WALK_IN]
        found.setdefault(row[0], []).append(Interval(*values))
    return found
