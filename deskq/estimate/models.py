"""Predictions shown to visitors, stored to be compared with the real wait."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model

WAITED = text("waited IS NOT NULL")


class Prediction(Model):
    """Whole seconds from arrival to call. ``raw_*``: the interval before calibration; later calibrations learn from it,
    ``waited`` and ``circumstances`` (the fields of ``Circumstances`` in order, JSON). ``ahead``: people ahead."""

    __table_args__ = (
        Index("ix_prediction_outcome", "office_id", "made_at", sqlite_where=WAITED, postgresql_where=WAITED),
    )

    ticket_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), ForeignKey("ticket.id"), primary_key=True, autoincrement=False
    )
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    p10: Mapped[int]
    p50: Mapped[int]
    p90: Mapped[int]
    raw_p10: Mapped[int]
    raw_p50: Mapped[int]
    raw_p90: Mapped[int]
    waited: Mapped[int | None]
    ahead: Mapped[int | None]
    circumstances: Mapped[str | None] = mapped_column(Text)
