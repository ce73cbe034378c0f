"""Table of tickets taken from outside. Their phone numbers are where those of all tickets are: ``VisitorPhone``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.joining.rules import WAYS


class RemoteTicket(Model):
    """A ticket taken from outside. Until its visitor is here, the ticket is on hold at no counter and not called."""

    __table_args__ = (
        CheckConstraint(f"way IS NULL OR way IN {WAYS!r}", name="way"),
        Index("ix_remote_ticket_joined", "office_id", "joined_at"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    joined_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: Minutes that the way takes, as the visitor said.
    travel_minutes: Mapped[int]
    #: When the visitor's turn passed: a ticket with a lower priority was called while the visitor was not here.
    turn_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: When the SMS to leave was sent; it is sent once.
    told_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    here_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: How the visitor showed that they are here.
    way: Mapped[str | None] = mapped_column(String(10))
