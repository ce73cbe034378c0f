"""Tables of scans. Those of an application are rows of ``ApplicationFile``."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.applications.models import BIG
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class DraftScan(Model):
    """A scan for an application that is about to be opened; ``draft``: the request key of its form."""

    __table_args__ = (
        UniqueConstraint("office_id", "draft", "document", "file"),
        Index("ix_draft_scan_at", "office_id", "at"),
        Index("ix_draft_scan_file", "file"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    draft: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(String(40))
    file: Mapped[str] = mapped_column(String(48))
    source: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class ScanLink(Model):
    """The page by which a phone sends the picture of one document, once. ``secret_hash``: of its address. ``used_at``:
    when a picture came; until the page expires more may come from other phones on which it is open."""

    __table_args__ = (
        CheckConstraint("(application_id IS NULL) = (draft <> '')", name="target"),
        UniqueConstraint("secret_hash"),
        Index("ix_scan_link_made", "office_id", "made_at"),
        Index("ix_scan_link_application", "application_id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    draft: Mapped[str] = mapped_column(String(64), default="")
    document: Mapped[str] = mapped_column(String(40))
    #: What it is called on the phone.
    name_fa: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    secret_hash: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    expires_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    used_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Revision of the application before and after the picture came; if more came in a row, before the first and after
    #: the last.
    turn_before: Mapped[int | None]
    turn_after: Mapped[int | None]


class ScannerTake(Model):
    """A paper of a counter's scanner that was taken or discarded, so that nobody takes it twice. ``token``: what the
    file was (``scanner_folder``); ``file``: as what it was stored, or empty."""

    __table_args__ = (
        CheckConstraint("verb IN ('take', 'drop')", name="verb"),
        UniqueConstraint("office_id", "token"),
        Index("ix_scanner_take_at", "office_id", "at"),
        Index("ix_scanner_take_file", "office_id", "file"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    counter: Mapped[int]
    token: Mapped[str] = mapped_column(String(64))
    verb: Mapped[str] = mapped_column(String(4))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    file: Mapped[str] = mapped_column(String(48), default="")
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
