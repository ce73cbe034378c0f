"""A service sheet and its versions: an application keeps the version it began with."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.service_sheets.rules import content
from deskq.service_sheets.rules.content import Content


class ServiceSheet(Model):
    """One service of the municipality. A sheet that is not ``offered`` receives no new applications."""

    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(40))
    offered: Mapped[bool] = mapped_column(default=True, server_default=true())
    #: False in a draft: the municipality has not confirmed yet what it says, and no citizen has seen it.
    confirmed: Mapped[bool] = mapped_column(default=True, server_default=true())
    #: Code of the start sheet it was taken from (catalogue/), or empty.
    template: Mapped[str] = mapped_column(String(40), default="", server_default="")
    #: The number of its newest version.
    version: Mapped[int] = mapped_column(default=0)


class LegalDays(Model):
    """Days that hang on a law, as the municipality has confirmed them; an office without a row has those of
    ``rules.legal_days``."""

    __tablename__ = "legal_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), unique=True)
    defence: Mapped[int]
    verdict_objection: Mapped[int]
    objection_decision: Mapped[int]


class SheetVersion(Model):
    """What the sheet said from ``saved_at`` on; never changed."""

    __tablename__ = "service_sheet_version"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("service_sheet.id"))
    number: Mapped[int]
    #: JSON (rules/content.py).
    body: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(40))
    saved_at: Mapped[datetime] = mapped_column(UtcMicroseconds)

    @property
    def content(self) -> Content:
        return content.read(self.body)
