"""The ticket and the counter of numbers."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.queue.rules.transitions import STATES

#: The conditions of the partial indexes. Queries must say them in these very words, not with bound values: neither
#: database uses a partial index for a condition it cannot read.
WAITING = text("state = 'waiting'")
AT_COUNTER = text("state IN ('called', 'serving')")
LIVE = text("state IN ('waiting', 'called', 'serving', 'held', 'absent')")


class Ticket(Model):
    """A visitor's turn. Indexes are partial, on what is live: a call costs the same after a million visits."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "day", "code"),
        UniqueConstraint("office_id", "request_key"),
        Index(
            "ix_ticket_line",
            "office_id", "service_id", "priority_id", "counter_id", "arrived_at", "id",
            sqlite_where=WAITING, postgresql_where=WAITING,
        ),
        Index("uq_ticket_at_counter", "counter_id", unique=True, sqlite_where=AT_COUNTER, postgresql_where=AT_COUNTER),
        Index("ix_ticket_live", "office_id", "state", "since", sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_ticket_board", "office_id", "call", sqlite_where=AT_COUNTER, postgresql_where=AT_COUNTER),
        Index("ix_ticket_sent", "counter_id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_ticket_day", "day", "counter_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[int]
    series: Mapped[str] = mapped_column(String(2))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(12))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority_class.id"))
    language: Mapped[str] = mapped_column(String(2), default="fa")
    state: Mapped[str] = mapped_column(String(10))
    arrived_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: When the present state began.
    since: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: Waiting: the only counter that may call it (it was sent there); None: any that serves it. Called, serving, done:
    #: the counter it is or was at. Held: the one whose list it is on, which alone resumes it; None: nobody does, until
    #: the hour it was promised. Absent: the one that missed it, which may call it again even if it does not serve it.
    #: Cancelled, expired: as it was before.
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    clerk_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The journal's number of the latest call: it makes each call ring once.
    call: Mapped[int | None] = mapped_column(BigInteger)
    recalls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    started_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    finished_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: How many others its visitor let pass: 0, or once the office's number or fewer.
    let_pass: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Its visitor can neither see nor hear the board: somebody goes and fetches them.
    in_person: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: When somebody went to the visitor in the latest call.
    fetched_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    returns_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    outcome: Mapped[str | None] = mapped_column(String(20))
    served: Mapped[int | None]
    ahead_at_issue: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    request_key: Mapped[str | None] = mapped_column(String(64))


class LastNumber(Model):
    """The last number given in a series on a business day; starts again every day by being another row."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(2), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
