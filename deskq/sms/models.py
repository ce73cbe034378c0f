"""The number a visitor left, in a table of its own, and the outbox. Neither is ever in the journal."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import SealedText
from deskq.core.extensions import Model
from deskq.sms.rules import EVENTS, STATES

#: The condition of the partial index, in the very words of the queries.
OPEN = text("state IN ('waiting', 'sending')")
NUMBER = "visitor_phone.number"


class VisitorPhone(Model):
    """Where a visitor wants to be told. The only place of the number, sealed; its row is erased at the end of the
    day."""

    __table_args__ = (Index("ix_visitor_phone_number", "office_id", "number_index"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[int]
    number: Mapped[str] = mapped_column(SealedText(NUMBER))
    #: Finds the number without telling it; written with it.
    number_index: Mapped[str] = mapped_column(String(64))

    @validates("number")
    def _index(self, _name: str, number: str) -> str:
        self.number_index = number_index(number)
        return number


def number_index(number: str) -> str:
    """By which a number in E.164 is found."""
    return field_encryption.blind(number, NUMBER)


class Outgoing:
    """What the outbox keeps of every message. Its text is written when it is sent, so that it is true then; its number
    is looked up then, so that it is nowhere else."""

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: Waiting: when to try next. Sending: until when an answer may come.
    next_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    done_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Why it was not taken: a reason of gateways.port, or "late" or "untrue" (dropped).
    problem: Mapped[str | None] = mapped_column(String(20))
    #: What the gateway calls it, or the code of its refusal.
    reference: Mapped[str | None] = mapped_column(String(40))


class Sms(Outgoing, Model):
    """One message about a turn, made once for each (ticket, event, call): the key in the database keeps it one."""

    __table_args__ = (
        CheckConstraint(f"event IN {EVENTS!r}", name="event"),
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("ticket_id", "event", "call"),
        Index("ix_sms_open", "office_id", "next_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_sms_done", "office_id", "done_at"),
    )

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    event: Mapped[str] = mapped_column(String(10))
    #: The journal's number of the call it tells of; 0 for a message that tells of none.
    call: Mapped[int] = mapped_column(BigInteger)


class Notice(Outgoing, Model):
    """One message that belongs to no ticket, made once for what it is ``about``."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "about"),
        Index("ix_notice_open", "office_id", "next_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_notice_done", "office_id", "done_at"),
    )

    about: Mapped[str] = mapped_column(String(60))
    #: It is not worth sending any more then.
    until: Mapped[datetime] = mapped_column(UtcMicroseconds)


Message = Sms | Notice
