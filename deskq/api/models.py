"""Answers already given, kept so that a resent request changes nothing and hears the same."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class GivenAnswer(Model):
    """The answer to one Idempotency-Key of one caller. Never holds a token: it is derived again (see tokens)."""

    office_id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)
