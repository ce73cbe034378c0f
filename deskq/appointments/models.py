"""Tables: the policy, the plans of times, withdrawn days, and appointments."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskq.appointments.rules import STATES
from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.sms.one_time_code.models import CodeColumns

#: The exact text used in queries too: see queue/models.py.
KEPT = text("state IN ('pending', 'booked', 'arrived')")
OPEN = text("state IN ('pending', 'booked')")
BOOKED = text("state = 'booked'")
PHONE = "appointment.phone"


class AppointmentPolicy(Model):
    """One row per office, created when an admin first saves it."""

    __table_args__ = (CheckConstraint("national_id IN ('off', 'optional', 'needed')", name="national_id"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    open: Mapped[bool]
    #: An appointment is booked at least so many minutes before its time.
    lead_minutes: Mapped[int]
    days_ahead: Mapped[int]
    #: Appointments one person may have at once; one for each service in any case.
    most: Mapped[int]
    #: How many minutes early and late check-in is possible.
    early_minutes: Mapped[int]
    late_minutes: Mapped[int]
    #: Hours before which a visitor is reminded; 0: never.
    remind_hours: Mapped[int]
    #: Whether the visitor is told day, hour, place and code at once, by SMS.
    tell_booked: Mapped[bool] = mapped_column(default=True, server_default=true())
    national_id: Mapped[str] = mapped_column(String(10))
    #: Minutes for which a place is reserved until its code from the SMS is entered.
    confirm_minutes: Mapped[int]
    #: Largest number of open appointments from one network address, without those confirmed by a code.
    most_per_address: Mapped[int]


class SlotPlan(Model):
    """Times opened for a service. ``weekdays`` are digits, 0 is Saturday; ``opens`` and ``closes`` are minutes of the
    day."""

    __table_args__ = (
        CheckConstraint("opens >= 0 AND opens + slot_minutes <= closes AND closes <= 1440", name="hours"),
        CheckConstraint("slot_minutes >= 5 AND capacity >= 1 AND first_day <= last_day", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    weekdays: Mapped[str] = mapped_column(String(7))
    opens: Mapped[int]
    closes: Mapped[int]
    slot_minutes: Mapped[int]
    capacity: Mapped[int]


class WithdrawnDay(Model):
    """A day whose appointments the office cancelled; nothing is on offer on it."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reason_fa: Mapped[str] = mapped_column(String(160), default="")
    reason_en: Mapped[str] = mapped_column(String(160), default="")

    @property
    def reason(self) -> Name:
        return Name(self.reason_fa, self.reason_en)


class Appointment(CodeColumns, Model):
    """``seat``: number of the place at its time, from 0; a unique index prevents two appointments in one place.
    ``phone``, which is encrypted, ``id_hash`` and ``address_index`` are erased after the day, those of a place
    that was not confirmed a day after the booking; no name is stored."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "request_key"),
        Index(
            "uq_appointment_seat", "service_id", "starts_at", "seat",
            unique=True, sqlite_where=KEPT, postgresql_where=KEPT,
        ),
        Index("uq_appointment_code", "office_id", "code", unique=True, sqlite_where=BOOKED, postgresql_where=BOOKED),
        Index("ix_appointment_day", "office_id", "day", "starts_at"),
        Index("ix_appointment_phone", "office_id", "phone_index"),
        Index("ix_appointment_address", "office_id", "address_index"),
        Index("ix_appointment_due", "office_id", "state", "starts_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    #: The Jalali day, as 14050903.
    day: Mapped[int]
    starts_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ends_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    seat: Mapped[int]
    code: Mapped[str] = mapped_column(String(6))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    request_key: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str | None] = mapped_column(EncryptedText(PHONE))
    #: Keyed hash for finding the number; written with it.
    phone_index: Mapped[str | None] = mapped_column(String(64))
    id_hash: Mapped[str | None] = mapped_column(String(64))
    #: Keyed hash of the network address of the booking: until the number is verified by a code, or for a day.
    address_index: Mapped[str | None] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10))
    booked_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: How often it was moved: the SEQUENCE of its calendar file.
    moves: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))

    @validates("phone")
    def _index(self, _name: str, phone: str | None) -> str | None:
        self.phone_index = phone_index(phone)
        return phone


def phone_index(phone: str | None) -> str | None:
    """Keyed hash of a number in E.164, for searching."""
    return field_encryption.blind(phone, PHONE) if phone else None
