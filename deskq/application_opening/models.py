"""Visitors whom the desk sent on to a unit or an outside body."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.applications.models import BIG
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model

#: Of the name of a body or of a colleague, in characters.
LONGEST_NAME = 80


class VisitorReferral(Model):
    """A visitor sent from the desk to a unit, or to a ``body`` outside (R1). Who it was is kept as keyed hashes only,
    to count the ways of one citizen."""

    __table_args__ = (
        CheckConstraint("(unit_id IS NULL) = (body <> '')", name="place"),
        UniqueConstraint("office_id", "request_key"),
        Index("ix_visitor_referral_day", "office_id", "day"),
        Index("ix_visitor_referral_phone", "phone_index"),
        Index("ix_visitor_referral_national", "national_index"),
        Index("ix_visitor_referral_application", "application_id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    #: Jalali day, 14050907.
    day: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    body: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    reason: Mapped[str] = mapped_column(Text)
    #: With whom of the unit it was agreed.
    agreed_with: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    phone_index: Mapped[str | None] = mapped_column(String(64))
    national_index: Mapped[str | None] = mapped_column(String(64))
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
