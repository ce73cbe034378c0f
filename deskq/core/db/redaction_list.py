"""What was struck out of a journal, from which rows, by whom and when."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.events import EntryRedacted
from deskq.core.db.journal import Entry
from deskq.core.db.row_hash import NOT_WRITTEN
from deskq.core.journal_texts import MARK

BATCH = 400  #: rows asked at once


@dataclass(frozen=True, slots=True)
class StruckText:
    """A text was struck out of ``field`` of the row ``row``, which is of this ``kind`` ("" if it does not exist).
    ``sequence`` is the entry that says so; ``why`` is "" where the reason itself was struck out."""

    sequence: int
    row: int
    kind: str
    field: str
    by: str
    at: datetime
    why: str


def struck_texts(session: Session, office_id: int) -> list[StruckText]:
    """Oldest first."""
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.kind == EntryRedacted.kind)
    told = [(entry, event) for entry in session.scalars(wanted.order_by(Entry.sequence)) if (event := _event(entry))]
    kinds = _kinds(session, office_id, [event.row for _, event in told])
    return [
        StruckText(
            entry.sequence, event.row, kinds.get(event.row, ""), event.field, entry.by, entry.at,
            "" if event.why == MARK else event.why,
        )
        for entry, event in told
    ]  # fmt: skip


def _event(entry: Entry) -> EntryRedacted | None:
    """None if deskq did not write it, which the check of the chain reports."""
    with suppress(*NOT_WRITTEN):
        event = entry.event
        if isinstance(event, EntryRedacted) and isinstance(event.row, int) and isinstance(event.field, str):
            return event
    return None


def _kinds(session: Session, office_id: int, rows: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(rows), BATCH):
        wanted = select(Entry.sequence, Entry.kind).where(Entry.office_id == office_id)
        for row in session.execute(wanted.where(Entry.sequence.in_(rows[start : start + BATCH]))):
            found[row.sequence] = row.kind
    return found
