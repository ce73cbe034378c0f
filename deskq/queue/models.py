"""Tables: tickets, the intervals of their visits, and the last number of each series and day."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.queue.rules.transitions import STATES

#: Conditions of the partial indexes. Queries must use exactly these texts, without bound values: otherwise neither
#: database uses the partial index. Waiting for any counter that serves the service, or for one counter only.
ANYWHERE = text("state = 'waiting' AND counter_id IS NULL")
DIRECTED = text("state = 'waiting' AND counter_id IS NOT NULL")
AT_COUNTER = text("state IN ('called', 'serving')")
WALK_IN = "walk_in"
WALKED_IN = text("outcome = 'walk_in'")
SERVED = text("state = 'serving'")
LIVE = text("state IN ('waiting', 'called', 'serving', 'held', 'absent')")


class Ticket(Model):
    """A visitor's ticket. Indexes are partial, on live rows: a call costs the same after a million visits."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "day", "code"),
        UniqueConstraint("office_id", "request_key"),
        Index(
            "ix_ticket_next",
            "office_id", "service_id", "priority_id", "arrived_at", "id",
            sqlite_where=ANYWHERE, postgresql_where=ANYWHERE,
        ),
        Index("uq_ticket_at_counter", "counter_id", unique=True, sqlite_where=AT_COUNTER, postgresql_where=AT_COUNTER),
        Index("ix_ticket_live", "office_id", "state", "since", sqlite_where=LIVE, postgresql_where=LIVE),
        Index("ix_ticket_board", "office_id", "call", sqlite_where=AT_COUNTER, postgresql_where=AT_COUNTER),
        Index("ix_ticket_sent", "counter_id", sqlite_where=DIRECTED, postgresql_where=DIRECTED),
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
    #: waiting: the only counter that may call it (it was transferred there); None: any counter that serves its service.
    #: called, serving, done: its counter. held: the counter that put it on hold, and which alone may resume it; None:
    #: it is on hold until ``returns_at``, or until its visitor, who joined from outside, is here. absent: the counter
    #: that called it, which may call it again even if it does not serve the service. cancelled, expired: unchanged.
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    clerk_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: Journal sequence of the latest call; screens use it to ring once per call.
    call: Mapped[int | None] = mapped_column(BigInteger)
    recalls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    started_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    finished_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: How many others its visitor let pass: 0, or up to the office's setting, once.
    let_pass: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Its visitor can neither see nor hear the board and is to be escorted.
    in_person: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: How many people came with this one ticket.
    group_size: Mapped[int] = mapped_column(default=1, server_default="1")
    #: When somebody went to the visitor after the latest call.
    fetched_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    returns_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Microseconds of all ended intervals of waiting, and of those before the first call (None until then, and for
    #: who was called as a walk-in). Derived from the intervals, so not journalled.
    waited: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    first_wait: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str | None] = mapped_column(String(20))
    served: Mapped[int | None]
    ahead_at_issue: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    request_key: Mapped[str | None] = mapped_column(String(64))


class VisitInterval(Model):
    """An ended time in which a ticket was in one state (waiting, called, serving, held or absent). The present state is
    on the ticket (``state``, ``since``). Derived from the journal: ``sequence`` is the entry that ended the interval,
    ``verb`` the verb of that entry; service, counter and clerk are the ticket's during the interval. A move that was
    undone leaves no interval."""

    __table_args__ = (
        Index("ix_visit_interval_walk_in", "office_id", "day", sqlite_where=WALKED_IN, postgresql_where=WALKED_IN),
        Index("ix_visit_interval_served", "counter_id", "day", sqlite_where=SERVED, postgresql_where=SERVED),
        {"sqlite_with_rowid": False},  # every move writes to one tree instead of two
    )

    office_id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(BigInteger)
    #: The business day of its ticket.
    day: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    verb: Mapped[str] = mapped_column(String(10))
    #: Outcome of a service that ended with this interval, because the visit was finished or continued with another
    #: service. ``walk_in``: of the waiting of somebody who stood at the counter already, and waited for nothing.
    outcome: Mapped[str | None] = mapped_column(String(20))
    service_id: Mapped[int]
    counter_id: Mapped[int | None]
    clerk_id: Mapped[int | None]
    began_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class LastNumber(Model):
    """The last number issued in a series on a business day; a new row each day restarts the series."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(2), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
