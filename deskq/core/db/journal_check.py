"""Whether a journal is whole: every row where it should be, with its hash, and what was struck out of it."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db import chain
from deskq.core.db.events import EntryRedacted
from deskq.core.db.journal import START, Entry, Head, columns_of, digest, walk

Report = Callable[[int], None]  #: progress of a long reading


def first_broken(session: Session, office_id: int, report: Report = lambda done: None) -> tuple[int, str] | None:
    """(sequence, reason) of the first row that does not fit the chain, or None. ``report`` gets each 1000th."""
    previous, expected = START, 1
    struck = redactions(session, office_id)
    for entry in walk(session, office_id):
        if entry.sequence != expected:
            return expected, "missing"
        if not struck.is_whole(entry.sequence, entry.hash, digest(previous, columns_of(entry))):
            return entry.sequence, "changed"
        if not struck.is_right(entry.sequence):
            return entry.sequence, "a redaction of another text"
        previous, expected = entry.hash, expected + 1
        if entry.sequence % 1000 == 0:
            report(entry.sequence)
    head = session.get(Head, office_id)
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous):
        if head.sequence >= expected:
            return expected, "missing"
        return min(head.sequence + 1, expected - 1), "not in the head"
    return None


def redactions(session: Session, office_id: int) -> chain.Redactions:
    """What was struck out of the rows of an office."""
    wanted = select(Entry.sequence, Entry.body).where(Entry.office_id == office_id, Entry.kind == EntryRedacted.kind)
    return chain.Redactions((row.sequence, row.body) for row in session.execute(wanted.order_by(Entry.sequence)))
