"""Table of announcements; ``file`` is the name of a picture or video in the instance folder."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name


class Announcement(Model):
    """Shown from ``starts_at`` until ``ends_at``, ``seconds`` at a time. The text beside a picture is optional."""

    __table_args__ = (
        CheckConstraint("kind IN ('text', 'picture', 'video')", name="kind"),
        CheckConstraint("starts_at < ends_at", name="dates"),
        CheckConstraint("seconds BETWEEN 5 AND 600", name="seconds"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    text_fa: Mapped[str] = mapped_column(String(160), default="")
    text_en: Mapped[str] = mapped_column(String(160), default="")
    file: Mapped[str] = mapped_column(String(80), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ends_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    seconds: Mapped[int] = mapped_column(default=12)
    active: Mapped[bool] = mapped_column(default=True)

    @property
    def text(self) -> Name:
        return Name(self.text_fa, self.text_en)
