"""Wrong digits and codes of one message, and the browsers in which its sender was proven."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.sms.one_time_code.models import CodeColumns


class SenderCheck(CodeColumns, Model):
    """Tries to prove that one is the sender of a message; no row: none yet."""

    __tablename__ = "message_sender_check"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    #: Wrong digits over all time, from browsers that never proved it.
    wrong: Mapped[int] = mapped_column(default=0)


class SenderBrowser(Model):
    """A browser in which the sender was proven, by the hash of its cookie. Wrong digits of others do not close it."""

    __tablename__ = "message_sender_browser"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    browser: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    proved_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
