"""Each rating is bound to the journal: who changes a score, a mark or a decision in the database cannot change what the
journal tells of it. The journal holds a hash over the score and a random salt, and so tells nobody the score; the salt
lies with the rating, and who has both can check.
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
class JournalledRating:
    """What the journal tells: {ticket: proof} (None before there were proofs), {ticket: mark}, {appeal: ground}."""

    proofs: dict[int, str | None] = field(default_factory=dict)
    marks: dict[int, str | None] = field(default_factory=dict)
    upheld: dict[int, str | None] = field(default_factory=dict)

    def take(self, kind: str, facts: dict[str, Any]) -> None:
        if kind == RatingGiven.kind:
            self.proofs[facts["ticket"]] = facts.get("proof")
            self.marks[facts["ticket"]] = facts.get("mark")
        elif kind == RatingsMarked.kind:
            self.marks |= dict.fromkeys(facts["tickets"], facts["mark"])
        elif facts["upheld"]:
            self.upheld[facts["appeal"]] = facts["ground"]


def salt() -> str:
    """128 random bits, in 32 hexadecimal digits."""
    return secrets.token_hex(16)


def of(ticket_id: int, score: int, salted: str) -> str:
    """SHA-256 of ``ticket:score:salt``, in 64 hexadecimal digits."""
    return hashlib.sha256(f"{ticket_id}:{score}:{salted}".encode()).hexdigest()


def first_forged(session: Session, office_id: int) -> tuple[int, str] | None:
    """The ticket and reason of the first rating that is not what the journal tells of it; None when all are. Of a
    rating from before there were proofs the journal knows that it was given and how it is marked, not its score."""
    told = _told(session, office_id)
    for rating in _rows(session, select(Rating).where(Rating.office_id == office_id).order_by(Rating.ticket_id)):
        if reason := _wrong(rating, told):
            return rating.ticket_id, reason
        del told.proofs[rating.ticket_id]
    if told.proofs:
        return min(told.proofs), "missing"
    upheld = (RatingAppeal.office_id == office_id, RatingAppeal.state == "upheld")
    for appeal in _rows(session, select(RatingAppeal).where(*upheld).order_by(RatingAppeal.id)):
        if appeal.id not in told.upheld or told.upheld[appeal.id] != appeal.ground:
            return appeal.ticket_id, "set apart by nobody's decision"
    return None


def _wrong(rating: Rating, told: JournalledRating) -> str:
    if rating.ticket_id not in told.proofs:
        return "not in the journal"
    proof = told.proofs[rating.ticket_id]
    if proof is not None and proof != of(rating.ticket_id, rating.score, rating.salt):
        return "changed"
    return "" if told.marks[rating.ticket_id] == rating.mark else "marked otherwise"


def _told(session: Session, office_id: int) -> JournalledRating:
    told = JournalledRating()
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.kind.in_(KINDS))
    for entry in _rows(session, wanted.order_by(Entry.sequence)):
        told.take(entry.kind, entry.facts)
    return told


def _rows(session: Session, wanted: Select[Row]) -> ScalarResult[Row]:
    return session.scalars(wanted.execution_options(yield_per=1000))
