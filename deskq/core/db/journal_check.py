"""Whether a journal is whole: every row where it should be, with its hash, and what was struck out of it."""

from collections.abc import Callable, Iterator

from sqlalchemy import BigInteger, Integer, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from deskq.core.db.events import EntryRedacted
from deskq.core.db.fixed import FixedStatement, Row
from deskq.core.db.journal import HASHED, START, Entry, Head, stored_digest
from deskq.core.db.redaction_entries import Redactions

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
SEQUENCE = HASHED.index("sequence")
Report = Callable[[int], None]  #: progress of a long reading


def first_broken(session: Session, office_id: int, report: Report = lambda done: None) -> tuple[int, str] | None:
    """(sequence, reason) of the first row that does not fit the chain, or None. ``report`` gets each 1000th."""
    previous, expected = START, 1
    struck = redactions(session, office_id)
    for *columns, stored in _stored_rows(session, office_id):
        sequence = columns[SEQUENCE]
        if sequence != expected:
            return expected, "missing"
        if not struck.is_whole(sequence, stored, stored_digest(previous, columns)):
            return sequence, "changed"
        if not struck.is_right(sequence):
            return sequence, "a redaction of another text"
        previous, expected = stored, expected + 1
        if sequence % 1000 == 0:
            report(sequence)
    head = session.get(Head, office_id)
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous):
        if head.sequence >= expected:
            return expected, "missing"
        return min(head.sequence + 1, expected - 1), "not in the head"
    return None


def redactions(session: Session, office_id: int) -> Redactions:
    """What was struck out of the rows of an office."""
    wanted = select(Entry.sequence, Entry.body).where(Entry.office_id == office_id, Entry.kind == EntryRedacted.kind)
    return Redactions((row.sequence, row.body) for row in session.execute(wanted.order_by(Entry.sequence)))


def _stored_rows(session: Session, office_id: int, size: int = 5000) -> Iterator[Row]:
    """All rows of an office in order, read in batches of ``size``: the columns ``HASHED`` and the hash, with ``at`` in
    microseconds. For reading millions: a tenth of the time that ``walk`` takes."""
    connection, after = session.connection(), 0
    while batch := STORED_ROWS.all(connection, {"office": office_id, "after": after, "most": size}):
        yield from batch
        after = batch[-1][1]
