"""Sessions of commissions and the applications on their agenda."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.applications.models import BIG
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS


class CommissionSession(Model):
    """A session. ``members``: one in each line, with their function; ``unit_id``: the unit that runs it;
    ``starts_at``: of a cancelled one some microseconds later than planned, so that its moment is free."""

    __table_args__ = (
        CheckConstraint(f"commission IN {tuple(COMMISSIONS)!r}", name="commission"),
        UniqueConstraint("unit_id", "commission", "starts_at"),
        Index("ix_commission_session_starts", "office_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    commission: Mapped[str] = mapped_column(String(8))
    starts_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    place: Mapped[str] = mapped_column(String(160))
    members: Mapped[str] = mapped_column(Text, default="")
    #: Its time before it was moved last, and why it was.
    moved_from: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    moved_why: Mapped[str] = mapped_column(String(300), default="", server_default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    cancelled_why: Mapped[str] = mapped_column(String(300), default="", server_default="")
    by: Mapped[str] = mapped_column(String(40))


class CommissionCall(Model):
    """Who has to be told by hand that a session was moved or cancelled: an applicant who gets no SMS
    (``item_id``), or a member (``member``: the line among the members of the session)."""

    __table_args__ = (
        CheckConstraint("(item_id IS NULL) <> (member IS NULL)", name="who"),
        UniqueConstraint("session_id", "item_id", "member"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("commission_session.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("commission_item.id"), index=True)
    member: Mapped[int | None]
    since: Mapped[datetime] = mapped_column(UtcMicroseconds)
    told_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Who told them.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CommissionItem(Model):
    """An application on the agenda. ``defence`` is encrypted; ``amount`` in rials."""

    __table_args__ = (
        UniqueConstraint("session_id", "application_id"),
        Index("ix_commission_item_of", "application_id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("commission_session.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    stage: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    notice_way: Mapped[str] = mapped_column(String(12), default="")
    notice_day: Mapped[date | None]
    defence_until: Mapped[date | None]
    defence: Mapped[str] = mapped_column(EncryptedText("commission_item.defence"), default="")
    defence_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    verdict: Mapped[str] = mapped_column(String(16), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    verdict_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: When the verdict was corrected last.
    corrected_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    served_way: Mapped[str] = mapped_column(String(12), default="")
    served_day: Mapped[date | None]
    appeal_until: Mapped[date | None]
    #: Revision: increases with every change.
    turn: Mapped[int] = mapped_column(default=0)
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class CommissionCorrection(Model):
    """A correction of a verdict: why, and verdict, reasons, amount and members as they were before it."""

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("commission_item.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(String(300))
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    amount: Mapped[int | None] = mapped_column(BigInteger)
    members: Mapped[str] = mapped_column(Text)
