"""Table of published figures."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model

KINDS = ("answers", "applications", "satisfaction", "waits")


class PublicFigures(Model):
    """Figures of a period as everybody may read them, frozen after its end: two versions of them would tell what
    changed. ``period``: a season 14053, a month 140508; of waits the day 14050903 on which they were counted, of which
    only the latest is kept."""

    __table_args__ = (CheckConstraint(f"kind IN {KINDS!r}", name="kind"),)

    office_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: JSON.
    content: Mapped[str] = mapped_column(Text)
