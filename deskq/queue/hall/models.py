"""Tables of calls for help and of lines of text to counters."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class HelpCall(Model):
    """A counter has asked for help and nobody has come yet."""

    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class CounterLine(Model):
    """A line of text at one counter. ``sequence`` is the journal entry that sent it, to one counter or to all. The text
    is not in the journal and is erased after a day."""

    __table_args__ = (Index("ix_counter_line_counter", "counter_id", "sent_at"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id"), primary_key=True)
    text: Mapped[str] = mapped_column(String(200))
    sent_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    read_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
