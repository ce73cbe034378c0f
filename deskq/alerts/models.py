"""Tables: settings of each kind of alert, the alerts, and the people on duty who get them by SMS."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskq.alerts.rules import KINDS
from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model

#: Condition of the partial index; the queries must use the same text.
STANDING = text("ended_at IS NULL")
NUMBER_CONTEXT = "duty_person.phone"


class AlertSetting(Model):
    """Settings of one kind of alert that an office has changed; without a row ``rules.DEFAULTS`` apply."""

    __table_args__ = (CheckConstraint(f"kind IN {KINDS!r}", name="kind"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    screens: Mapped[bool]
    texts: Mapped[bool]
    limit: Mapped[int | None]
    repeat: Mapped[int]
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]


class AlertMark(Model):
    """The journal sequence up to which referrals of an office have been read."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)


class Alert(Model):
    """An alert: active from ``since``, when its condition began to hold, until ``ended_at``. ``subject``: id of its
    message, corrective action, service, counter or device. ``name``: of its printer, or of what failed
    (``backup_port``). ``figure``: minutes, days or people, as measured last."""

    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS!r}", name="kind"),
        UniqueConstraint("office_id", "kind", "subject", "name", "since"),
        Index("ix_alert_standing", "office_id", "kind", sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_alert_ended", "office_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(String(10))
    subject: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[str] = mapped_column(String(20), default="")
    figure: Mapped[int] = mapped_column(default=0)
    #: About a confidential report: never sent by SMS.
    report: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(UtcMicroseconds)
    shown_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    texted_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Journal sequence of ``AlertsTexted``: the SMS that contains this alert.
    texting: Mapped[int | None] = mapped_column(BigInteger)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class DutyPerson(Model):
    """A recipient of SMS alerts while ``on_duty``. The number is encrypted, and stored only here."""

    __table_args__ = (UniqueConstraint("office_id", "phone_index"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(EncryptedText(NUMBER_CONTEXT))
    #: Blind index of the number; set with it.
    phone_index: Mapped[str] = mapped_column(String(64))
    on_duty: Mapped[bool] = mapped_column(default=True)
    #: Which kinds of alerts: ``rules.OF_MESSAGES`` with ``OF_ACTIONS``, ``rules.OF_HALL``.
    of_messages: Mapped[bool] = mapped_column(default=True)
    of_hall: Mapped[bool] = mapped_column(default=True)

    @validates("phone")
    def _index(self, _name: str, phone: str) -> str:
        self.phone_index = number_index(phone)
        return phone


def number_index(phone: str) -> str:
    """Blind index by which a number in E.164 is found."""
    return field_encryption.blind(phone, NUMBER_CONTEXT)
