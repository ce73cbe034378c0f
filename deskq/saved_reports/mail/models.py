"""The outbox of e-mail."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.sms.models import OPEN_ROWS, OutboxColumns
from deskq.sms.rules import STATES


class Mail(OutboxColumns, Model):
    """An e-mail, created once for what it is ``about``; its text and address are looked up when it is sent."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "about"),
        Index("ix_mail_open", "office_id", "next_at", sqlite_where=OPEN_ROWS, postgresql_where=OPEN_ROWS),
        Index("ix_mail_done", "office_id", "done_at"),
    )

    about: Mapped[str] = mapped_column(String(60))
    #: Not sent after this moment.
    until: Mapped[datetime] = mapped_column(UtcMicroseconds)
