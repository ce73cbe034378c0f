"""Webhooks and their deliveries."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.webhooks.rules import STATES

BIG = BigInteger().with_variant(Integer(), "sqlite")
#: Queries use this very text, so that the partial index matches.
UNDONE = text("state IN ('waiting', 'sending')")


class Webhook(Model):
    """An address that is told. While it is ``paused`` nothing is sent, and what happens waits."""

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    url: Mapped[str] = mapped_column(String(300))
    secret: Mapped[str] = mapped_column(EncryptedText("webhook.secret"))
    paused: Mapped[bool] = mapped_column(default=False)
    #: Who added it: "person:3", or "token:5" of a machine.
    by: Mapped[str] = mapped_column(String(40), default="", server_default="")
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class WebhookDelivery(Model):
    """One event for one webhook. ``status``: of the last answer (HTTP); ``problem``: why there was none."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        Index("ix_webhook_delivery_undone", "office_id", "next_at", sqlite_where=UNDONE, postgresql_where=UNDONE),
        Index("ix_webhook_delivery_of", "webhook_id", "id"),
        Index("ix_webhook_delivery_made", "office_id", "made_at"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: waiting: when to try next; sending: until when an answer may come.
    next_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    done_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    status: Mapped[int | None]
    problem: Mapped[str] = mapped_column(String(20), default="")
