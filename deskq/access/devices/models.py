"""The table of paired devices."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class Device(Model):
    """A kiosk, lobby screen, tablet of a counter or hall screen. Paired once; only a hash of its secret is stored."""

    __table_args__ = (CheckConstraint("kind IN ('kiosk', 'lobby', 'tablet', 'hall')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(Text, default="")
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: The pairing code on its screen until ``code_until``; None once it is paired.
    code: Mapped[str | None] = mapped_column(String(6), unique=True)
    code_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    paired_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    seen_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Facts at the last contact: network address, version of the page, charge of the battery in percent.
    address: Mapped[str] = mapped_column(String(45), default="", server_default="")
    page_version: Mapped[str] = mapped_column(String(40), default="", server_default="")
    battery: Mapped[int | None]
