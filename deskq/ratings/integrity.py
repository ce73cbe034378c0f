"""Binds each rating to the journal, so that a changed score, mark or decision in the database is found.

The journal contains a hash over the score and a random salt and thus does not reveal the score. The salt is stored with
the rating: with both, the hash can be checked.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import ScalarResult, Select, select
from sqlalchemy.orm import Session

from deskq.core.db.journal import Entry
from deskq.core.extensions import Model
from deskq.ratings.events import AppealDecided, RatingGiven, RatingsMarked
from deskq.ratings.models import Rating, RatingAppeal

Row = TypeVar("Row", bound=Model)
KINDS = (RatingGiven.kind, RatingsMarked.kind, AppealDecided.kind)


@dataclass(slots=True)
class JournalledRatings:
    """From the journal: {ticket: proof} (None for ratings older than proofs), {ticket: its counter}, {ticket: mark},
    {appeal: (ticket, ground)} of upheld appeals."""

    proofs: dict[int, str | None] = field(default_factory=dict)
    counters: dict[int, int | None] = field(default_factory=dict)
    marks: dict[int, str | None] = field(default_factory=dict)
    upheld: dict[int, tuple[int, str | None]] = field(default_factory=dict)

    def apply(self, kind: str, facts: dict[str, Any]) -> None:
        if kind == RatingGiven.kind:
            self.proofs[facts["ticket"]] = facts.get("proof")
            self.counters[facts["ticket"]] = facts["counter"]
            self.marks[facts["ticket"]] = facts.get("mark")
        elif kind == RatingsMarked.kind:
            self.marks |= dict.fromkeys(facts["tickets"], facts["mark"])
        elif facts["upheld"]:
            self.upheld[facts["appeal"]] = facts["ticket"], facts["ground"]


def new_salt() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def proof_of(ticket_id: int, score: int, salt: str) -> str:
    """SHA-256 of ``ticket:score:salt`` as 64 hexadecimal digits."""
    return hashlib.sha256(f"{ticket_id}:{score}:{salt}".encode()).hexdigest()


def first_mismatch(session: Session, office_id: int) -> tuple[int, str] | None:
    """(ticket, reason) of the first rating that differs from the journal; None when all agree. For ratings older than
    proofs only existence and mark are checked, not the score."""
    journalled = _read_journal(session, office_id)
    for rating in _rows(session, select(Rating).where(Rating.office_id == office_id).order_by(Rating.ticket_id)):
        if reason := _mismatch(rating, journalled):
            return rating.ticket_id, reason
        del journalled.proofs[rating.ticket_id]
    if journalled.proofs:
        return min(journalled.proofs), "missing"
    upheld = (RatingAppeal.office_id == office_id, RatingAppeal.state == "upheld")
    for appeal in _rows(session, select(RatingAppeal).where(*upheld).order_by(RatingAppeal.id)):
        if journalled.upheld.pop(appeal.id, None) != (appeal.ticket_id, appeal.ground):
            return appeal.ticket_id, "set apart by nobody's decision"
    left = [ticket for ticket, _ in journalled.upheld.values()]
    return (min(left), "counted against the decision about it") if left else None


def _mismatch(rating: Rating, journalled: JournalledRatings) -> str:
    if rating.ticket_id not in journalled.proofs:
        return "not in the journal"
    proof = journalled.proofs[rating.ticket_id]
    if proof is not None and proof != proof_of(rating.ticket_id, rating.score, rating.salt):
        return "changed"
    if journalled.counters[rating.ticket_id] != rating.counter_id:
        return "of another counter"
    return "" if journalled.marks[rating.ticket_id] == rating.mark else "marked otherwise"


def _read_journal(session: Session, office_id: int) -> JournalledRatings:
    journalled = JournalledRatings()
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.kind.in_(KINDS))
    for entry in _rows(session, wanted.order_by(Entry.sequence)):
        journalled.apply(entry.kind, entry.facts)
    return journalled


def _rows(session: Session, wanted: Select[Row]) -> ScalarResult[Row]:
    return session.scalars(wanted.execution_options(yield_per=1000))
