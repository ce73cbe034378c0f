"""Tables of wrong digits and codes of a message, and of the browsers in which its sender was verified."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.sms.one_time_code.models import CodeColumns


class SenderCheck(CodeColumns, Model):
    """Wrong tries for one message. A message without tries has no row."""

    __tablename__ = "message_sender_check"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    #: Wrong digits over all time, from browsers in which the sender was never verified.
    wrong: Mapped[int] = mapped_column(default=0)


class SenderBrowser(Model):
    """A browser in which the sender was verified, by the hash of its cookie. Wrong digits in other browsers do not lock
    it."""

    __tablename__ = "message_sender_browser"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    browser: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    proved_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
