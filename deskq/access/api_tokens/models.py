"""The table of API tokens."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class ApiToken(Model):
    """A machine's key to the API: shown once, stored hashed, revocable."""

    __table_args__ = (CheckConstraint("role IN ('kiosk', 'clerk', 'lobby', 'integration')", name="role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80), default="")
    counter_id: Mapped[int | None] = mapped_column(ForeignKey("counter.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
