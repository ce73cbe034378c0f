"""Tables of marked steps and of changes of the set-up."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class SetupMark(Model):
    """A step that a person tested or skipped. The state of all other steps follows from the rows of the office."""

    __table_args__ = (CheckConstraint("mark IN ('done', 'skipped')", name="mark"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    mark: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class SetupChange(Model):
    """Sequence of a journal entry that changed the set-up, so that changes are found without reading the whole journal.
    ``undone_by``: sequence of the first entry that undid it."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    undone_by: Mapped[int | None] = mapped_column(BigInteger)
