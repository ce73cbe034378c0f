"""Imports of messages with their checked rows and progress."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model

BIG = BigInteger().with_variant(Integer(), "sqlite")
#: Its report to be read; being carried out or undone; over in three ways.
STATES = ("checked", "running", "done", "cancelled", "undoing", "undone")
WORKING = ("running", "undoing")


class MessageImport(Model):
    """One table. ``done`` of ``total`` rows: written in the same commit as the messages, so a server that stops goes on
    where it was."""

    __tablename__ = "message_import"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        Index("ix_message_import_office", "office_id", "id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: Of the uploaded file.
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(12), default="checked")
    by: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: JSON: "rows" (``rules.rows.Row``), and "refused": [row, field, msgid, cells] with "headers"; encrypted, because
    #: it is what citizens wrote.
    content: Mapped[str] = mapped_column(EncryptedText("message_import.content"))
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    made: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Rows that were imported before.
    same: Mapped[int] = mapped_column(default=0, server_default="0")
    refused: Mapped[int] = mapped_column(default=0, server_default="0")
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
