"""The phone number a visitor left, in its own table, and the outbox. Neither is ever in the journal."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.sms.rules import EVENTS, STATES

#: Condition of the partial index; the queries must use the same text.
OPEN_ROWS = text("state IN ('waiting', 'sending')")
NUMBER_CONTEXT = "visitor_phone.number"


class VisitorPhone(Model):
    """Phone number for SMS about a ticket. The only place of the number, encrypted; the row is erased at the end of the
    day."""

    __table_args__ = (
        Index("ix_visitor_phone_number", "office_id", "number_index"),
        Index("ix_visitor_phone_day", "office_id", "day"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[int]
    number: Mapped[str] = mapped_column(EncryptedText(NUMBER_CONTEXT))
    #: Blind index of the number; set with it.
    number_index: Mapped[str] = mapped_column(String(64))

    @validates("number")
    def _index(self, _name: str, number: str) -> str:
        self.number_index = number_index(number)
        return number


def number_index(number: str) -> str:
    """Blind index by which a number in E.164 is found."""
    return field_encryption.blind(number, NUMBER_CONTEXT)


class OutboxColumns:
    """Columns of every SMS in the outbox. The text is composed when it is sent, so that it is true then; the number is
    looked up then, so that it is stored nowhere else."""

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: waiting: when to try next; sending: until when a response may come.
    next_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    done_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Why it was not sent: a reason of gateways.port, or "late" or "untrue" (dropped).
    problem: Mapped[str | None] = mapped_column(String(20))
    #: The gateway's reference, or its error code.
    reference: Mapped[str | None] = mapped_column(String(40))


class Sms(OutboxColumns, Model):
    """An SMS about a ticket, created once for each (ticket, event, call) by a unique key."""

    __table_args__ = (
        CheckConstraint(f"event IN {EVENTS!r}", name="event"),
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("ticket_id", "event", "call"),
        Index("ix_sms_open", "office_id", "next_at", sqlite_where=OPEN_ROWS, postgresql_where=OPEN_ROWS),
        Index("ix_sms_done", "office_id", "done_at"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    event: Mapped[str] = mapped_column(String(10))
    #: Journal sequence of the call it announces; 0 if it announces none.
    call: Mapped[int] = mapped_column(BigInteger)


class Notice(OutboxColumns, Model):
    """An SMS that belongs to no ticket, created once for what it is ``about``."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "about"),
        Index("ix_notice_open", "office_id", "next_at", sqlite_where=OPEN_ROWS, postgresql_where=OPEN_ROWS),
        Index("ix_notice_done", "office_id", "done_at"),
    )

    about: Mapped[str] = mapped_column(String(60))
    #: Not sent after this moment.
    until: Mapped[datetime] = mapped_column(UtcMicroseconds)


OutboxRow = Sms | Notice
