"""Table of pauses: the party, the length, how the pause ended, and the earlier deadlines."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.message_pauses.rules import OUTCOMES, VERBS
from deskq.messages.models import BIG

RUNNING = text("ended_at IS NULL")


class MessagePause(Model):
    """One pause. Its question or reason is in the history (``step_id``), so the row contains nothing personal. It
    stores the earlier deadlines of the message, from which the new ones are computed when it ends."""

    __table_args__ = (
        CheckConstraint(f"waits_for IN {tuple(VERBS)!r}", name="waits_for"),
        CheckConstraint(f"outcome IN {OUTCOMES!r}", name="outcome"),
        Index("ix_message_pause_of", "message_id", "id"),
        Index("ix_message_pause_ended", "office_id", "ended_at"),
        Index("ix_message_pause_running", "message_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("message_step.id"))
    waits_for: Mapped[str] = mapped_column(String(8))
    started_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: When the clock resumes if there is no reply.
    until: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    outcome: Mapped[str | None] = mapped_column(String(8))
    amber_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    red_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    due_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    escalates_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    counted_due_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
