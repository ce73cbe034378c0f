"""The rating of an application: one row, each question once."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class ApplicationRating(Model):
    """``day``: Jalali day of the first answer. ``last``: the question answered last, which may be taken back for a
    minute; "" after that. Nothing personal: who applied is told by the application alone."""

    __table_args__ = (Index("ix_application_rating_day", "office_id", "day"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[int]
    done: Mapped[bool | None]
    in_time: Mapped[bool | None]
    polite: Mapped[bool | None]
    last: Mapped[str] = mapped_column(String(8), default="")
    last_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    way: Mapped[str] = mapped_column(String(4))
