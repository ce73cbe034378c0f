"""A rating: one per visit, by a key in the database."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.database import Moment
from deskq.extensions import Model


class Rating(Model):
    """What one visit was worth, 1 to 5. ``words_at`` is set once reasons or words were added."""

    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        Index(None, "counter_id", "day"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    day: Mapped[int]
    score: Mapped[int]
    reasons: Mapped[str] = mapped_column(String(200), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(10))
    given_at: Mapped[datetime] = mapped_column(Moment)
    words_at: Mapped[datetime | None] = mapped_column(Moment)
