"""The table of work that somebody began."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.background_work import rules
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model

STATES = ("running", "done", "cancelled", "failed")


class WorkItem(Model):
    """``done`` of ``total``: rows, pages or whatever its ``kind`` counts; ``total`` is 0 while nobody knows. A server
    that stops begins it again from the start, a few times (``rules``)."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        Index("ix_work_item_office", "office_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(String(30))
    #: What of its kind, as the feature writes and reads it.
    detail: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    #: Who began it; nobody else sees it.
    by: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10), default="running")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    #: Of the result when it is downloaded; ``token`` is its name in instance/work.
    name: Mapped[str] = mapped_column(String(120))
    token: Mapped[str] = mapped_column(String(64))
    beginnings: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)

    @property
    def given_up(self) -> bool:
        return rules.is_given_up(self.beginnings)
