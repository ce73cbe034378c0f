"""Compares anchors with the journal: whether each anchored row is still there, with its hash."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db import journal
from deskq.core.db.events import EntryRedacted
from deskq.core.db.journal import Entry, Head
from deskq.journal_proof.chain import Anchor

BATCH = 400  #: rows asked at once


@dataclass(frozen=True, slots=True)
class Difference:
    """The first anchor that does not fit. ``cut``: its row ``sequence`` is missing; ``rewritten``: it has another hash.
    The anchor before it fits, so what was changed lies after ``fits_until``, up to ``sequence``. Which row of them it
    was, anchors do not tell."""

    how: Literal["cut", "rewritten"]
    office_id: int
    sequence: int
    fits_until: int  #: the last anchored row before it that has its hash; 0 if there is none
    at: datetime  #: when it was anchored


def heads(session: Session) -> dict[int, tuple[int, str]]:
    """{office: (sequence, hash)} of the last row of each journal now."""
    rows = session.execute(select(Head.office_id, Head.sequence, Head.hash).order_by(Head.office_id))
    return {office: (sequence, digest) for office, sequence, digest in rows}


def first_difference(session: Session, anchors: Sequence[Anchor]) -> Difference | None:
    """The oldest anchor that the journal contradicts; None if it contradicts none."""
    expected = [
        (anchor.at, office, sequence, digest)
        for anchor in anchors
        for office, (sequence, digest) in anchor.heads.items()
        if sequence
    ]
    fits_until: dict[int, int] = {}
    for start in range(0, len(expected), BATCH):
        batch = expected[start : start + BATCH]
        stored = dict(_hashes(session, [(office, sequence) for _, office, sequence, _ in batch]))
        for at, office, sequence, digest in batch:
            found = stored.get((office, sequence))
            if found != digest:
                how: Literal["cut", "rewritten"] = "cut" if found is None else "rewritten"
                return Difference(how, office, sequence, fits_until.get(office, 0), at)
            fits_until[office] = sequence
    return None


def redactions_not_anchored(session: Session, last: Anchor) -> dict[int, list[int]]:
    """{office: sequences of redaction entries after the last anchor}: nobody outside this server has seen them yet."""
    found: dict[int, list[int]] = {}
    for office in journal.offices(session):
        rows = select(Entry.sequence).where(Entry.office_id == office, Entry.kind == EntryRedacted.kind)
        after = rows.where(Entry.sequence > last.heads.get(office, (0, ""))[0]).order_by(Entry.sequence)
        if sequences := list(session.scalars(after)):
            found[office] = sequences
    return found


def _hashes(session: Session, rows: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], str]]:
    by_office: dict[int, list[int]] = {}
    for office, sequence in rows:
        by_office.setdefault(office, []).append(sequence)
    for office, sequences in by_office.items():
        wanted = select(Entry.sequence, Entry.hash).where(Entry.office_id == office, Entry.sequence.in_(sequences))
        yield from (((office, row.sequence), row.hash) for row in session.execute(wanted))
