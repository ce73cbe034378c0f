"""Tables: the print outbox, and the condition of each printer."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.printing.rules import KINDS, STATES

#: The exact text of the queries, so that both databases use the index (see queue/models.py).
OPEN = text("state IN ('waiting', 'printing')")
TROUBLED = text("state IN ('doubtful', 'given_up')")
TROUBLED_JOBS = text("print_job.state IN ('doubtful', 'given_up')")  #: the same in a join with the state of a ticket


class PrintJob(Model):
    """One paper to print. ``number`` is 0 for the ticket itself, then 1, 2 ... for reprints and slips."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        CheckConstraint(f"kind IN {KINDS!r}", name="kind"),
        UniqueConstraint("ticket_id", "number"),
        Index("ix_print_job_open", "printer", "next_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_print_job_troubled", "office_id", "made_at", sqlite_where=TROUBLED, postgresql_where=TROUBLED),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    number: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(10), default="token")
    printer: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    next_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    done_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: The printer's condition that prevented printing.
    problem: Mapped[str] = mapped_column(String(20), default="")


class Printer(Model):
    """A printer of the settings. One process at a time holds it, until ``held_until``; only that one sends and asks."""

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120), default="")
    held_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    condition: Mapped[str] = mapped_column(String(20), default="ready")
    since: Mapped[datetime] = mapped_column(UtcMicroseconds)
