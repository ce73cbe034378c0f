"""Inbound SMS; each is recognised when its gateway delivers it again."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.sms_inbound.sms_parse import MEANINGS


class InboundSms(Model):
    """What an SMS meant, never its text: that is in the message it became. The number is erased after a few days."""

    __tablename__ = "incoming_text"
    __table_args__ = (
        CheckConstraint(f"meaning IN {MEANINGS!r}", name="meaning"),
        UniqueConstraint("office_id", "key"),
        Index("ix_incoming_text_phone", "phone_index", "at"),
        Index("ix_incoming_text_at", "office_id", "at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: Hash of the gateway's id, or of sender, time and text where it gave none.
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    meaning: Mapped[str] = mapped_column(String(10))
    #: The number to reply to; empty once erased.
    phone: Mapped[str] = mapped_column(EncryptedText("incoming_text.phone"), default="")
    phone_index: Mapped[str | None] = mapped_column(String(64))
    #: The message it became or asks about.
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
