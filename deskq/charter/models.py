"""Tables of the charter: promises with their targets, "it was not so" of citizens, who reads it, days of reports."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name


class CharterPromise(Model):
    """A sentence of the charter. ``code`` says which figure measures it; ``target`` is a percentage or a score of 100;
    ``minutes`` belongs to waits only and stands in the sentence for ``{minutes}``."""

    __tablename__ = "charter_promise"
    __table_args__ = (
        UniqueConstraint("office_id", "code"),
        CheckConstraint("target BETWEEN 1 AND 100", name="target"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    code: Mapped[str] = mapped_column(String(20))
    text_fa: Mapped[str] = mapped_column(String(200))
    text_en: Mapped[str] = mapped_column(String(200), default="", server_default="")
    target: Mapped[int]
    minutes: Mapped[int | None]
    offered: Mapped[bool] = mapped_column(default=True, server_default=true())

    @property
    def text(self) -> Name:
        return Name(self.text_fa, self.text_en)


class CharterObjection(Model):
    """A citizen says that a promise was not kept: once for a visit, a message or an application. It names nobody.
    ``subject`` is "ticket:12", "message:3" or "application:9"."""

    __tablename__ = "charter_objection"
    __table_args__ = (
        UniqueConstraint("promise_id", "subject"),
        Index("ix_charter_objection_day", "office_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    promise_id: Mapped[int] = mapped_column(ForeignKey("charter_promise.id"))
    subject: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: The business day as a Jalali number.
    day: Mapped[int]
    seen_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CharterSetting(Model):
    """``unit_id``: the unit for citizens' rights, which reads what was not so; without one the inspectorate does."""

    __tablename__ = "charter_setting"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class ReportDay(Model):
    """The day on which the report of a half-year (14051) is announced."""

    __tablename__ = "charter_report_day"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    half: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date]
