"""Whether a journal is whole: every row where it should be, with its hash, and what was struck out of it."""

from collections.abc import Callable, Iterator

from sqlalchemy import BigInteger, Integer, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from deskq.core.db.events import EntryRedacted
from deskq.core.db.fixed import FixedStatement, Row
from deskq.core.db.journal import START, Entry, Head
from deskq.core.db.row_check import RowCheck
from deskq.core.db.row_hash import HASHED, SEQUENCE

COLUMNS = Entry.__table__.c
STORED_ROWS = FixedStatement(
    select(
        *(type_coerce(COLUMNS[name], BigInteger) if name == "at" else COLUMNS[name] for name in HASHED),
        Entry.hash,
    )
    .where(Entry.office_id == bindparam("office"), Entry.sequence > bindparam("after"))
    .order_by(Entry.sequence)
    .limit(bindparam("most", type_=Integer))
)
Report = Callable[[int], None]  #: progress of a long reading


def first_broken(session: Session, office_id: int, report: Report = lambda done: None) -> tuple[int, str] | None:
    """(sequence, reason) of the first row that does not fit the chain, or None. ``report`` gets each 1000th."""
    previous, expected = START, 1
    check = row_check(session, office_id)
    for *columns, stored in _stored_rows(session, office_id):
        sequence = columns[SEQUENCE]
        if sequence != expected:
            return expected, "missing"
        if fault := check.fault(previous, columns, stored):
            return sequence, fault
        previous, expected = stored, expected + 1
        if sequence % 1000 == 0:
            report(sequence)
    head = session.get(Head, office_id)
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous):
        if head.sequence >= expected:
            return expected, "missing"
        return min(head.sequence + 1, expected - 1), "not in the head"
    return None


def row_check(session: Session, office_id: int) -> RowCheck:
    """A check that knows what was struck out of the rows of an office."""
    wanted = select(Entry.body).where(Entry.office_id == office_id, Entry.kind == EntryRedacted.kind)
    return RowCheck(session.scalars(wanted.order_by(Entry.sequence)))


def _stored_rows(session: Session, office_id: int, size: int = 5000) -> Iterator[Row]:
    """All rows of an office in order, read in batches of ``size``: the columns ``HASHED`` and the hash, with ``at`` in
    microseconds. For reading millions: a tenth of the time that ``walk`` takes."""
    connection, after = session.connection(), 0
    while batch := STORED_ROWS.all(connection, {"office": office_id, "after": after, "most": size}):
        yield from batch
        after = batch[-1][1]
