"""Boxes for slips of paper, their openings before witnesses, and the slips of each opening."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.message_settings.models import Named


class Box(Named, Model):
    """A box for slips of paper; ``place`` is its location."""

    __table_args__ = (UniqueConstraint("office_id", "code"),)

    place_fa: Mapped[str] = mapped_column(String(160), default="")
    place_en: Mapped[str] = mapped_column(String(160), default="")

    @property
    def place(self) -> Name:
        return Name(self.place_fa, self.place_en)


class BoxOpening(Model):
    """A box was opened before witnesses, with minutes (R17); it is closed when all its slips are typed in."""

    __table_args__ = (UniqueConstraint("office_id", "request_key"), Index("ix_box_opening_box", "box_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    box_id: Mapped[int] = mapped_column(ForeignKey("box.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: Who was present and signed: colleagues' names, one per line.
    witnesses: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[str] = mapped_column(Text, default="")
    #: Slips counted when it was opened, and those of them that say nothing (empty, unreadable).
    slips: Mapped[int]
    empty: Mapped[int] = mapped_column(default=0)
    #: Why what was typed in is not what was counted, where it is not.
    difference: Mapped[str] = mapped_column(Text, default="")
    request_key: Mapped[str] = mapped_column(String(64))
    #: Of an opening in the past, whose ``opened_at`` is stated: when it was really typed, whether its slips are for the
    #: reports only, and the scan of its signed minutes.
    recorded_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())
    minutes_scan: Mapped[str] = mapped_column(String(80), default="", server_default="")
    closed_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class BoxSlip(Model):
    """One slip of an opening: a message, or None for an empty slip. An undone slip stays here, marked as undone."""

    __table_args__ = (UniqueConstraint("opening_id", "request_key"), Index("ix_box_slip_message", "message_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey("box_opening.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    undone_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
