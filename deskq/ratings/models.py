"""Tables of ratings: the rating (one per visit), its answers, counts of questions asked, staff addresses, appeals."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.ratings.appeals.rules import STATES as APPEAL_STATES
from deskq.ratings.rules import ENDINGS, MARKS, SOURCES


class Rating(Model):
    """The rating of one visit, 1 to 5. ``words_at`` is set once reasons or a comment were added."""

    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        CheckConstraint(f"ending IN {ENDINGS!r}", name="ending"),
        CheckConstraint(f"source IN {SOURCES!r}", name="source"),
        CheckConstraint(f"mark IN {MARKS!r}", name="mark"),
        Index(None, "counter_id", "day"),
        Index(None, "office_id", "day"),
        Index(None, "source_hash", "given_at"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    day: Mapped[int]
    #: How the visit had ended when it was rated.
    ending: Mapped[str] = mapped_column(String(10))
    score: Mapped[int]
    #: With the score it gives the proof kept in the journal (see ``integrity``); "" for ratings older than proofs.
    salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    reasons: Mapped[str] = mapped_column(String(200), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(10))
    #: Why it is excluded (``rules.MARKS``); None: it counts.
    mark: Mapped[str | None] = mapped_column(String(10))
    #: Pseudonym of the address or device it came from, valid for one day; erased after thirty days.
    source_hash: Mapped[str] = mapped_column(String(32), default="")
    #: Codes of the questions shown after the tap, comma-separated, chosen once.
    asked: Mapped[str] = mapped_column(String(60), default="")
    given_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    words_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class RatingAnswer(Model):
    """The answer of one visit to one question: 5 to 1, or 0 for "no opinion"."""

    __table_args__ = (
        CheckConstraint("value BETWEEN 0 AND 5", name="value"),
        Index(None, "office_id", "day"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("rating.ticket_id"), primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(20), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    day: Mapped[int]
    value: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class RatingTally(Model):
    """How often an office asked a question and how often it was answered: the least answered is asked next."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(String(20), primary_key=True)
    asked: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)


class DeskAddress(Model):
    """An address from which staff worked at a counter, as a pseudonym valid for one day."""

    __table_args__ = (Index(None, "seen_at"),)

    source_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class RatingAppeal(Model):
    """A clerk's appeal against the rating of one of their visits, and the decision of the inspectorate. It may exist
    without a rating, because the clerk does not know whether there is one. An upheld appeal excludes the rating."""

    __table_args__ = (
        UniqueConstraint("ticket_id", "person_id"),
        CheckConstraint(f"state IN {APPEAL_STATES!r}", name="state"),
        Index(None, "office_id", "state", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: The business day of the visit.
    day: Mapped[int]
    why: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    state: Mapped[str] = mapped_column(String(10), default="open")
    ground: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
