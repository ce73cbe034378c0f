"""Table of units, which own messages and to which messages escalate."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model
from deskq.core.text.names import Name


class Unit(Model):
    """A unit with its head. ``parent_id`` is the escalation path: a unit, its deputy's, the mayor's. A unit that is not
    ``offered`` is closed: it keeps its history and receives nothing new."""

    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(40))
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    #: How citizens reach it: telephone, room. On receipts and tracking pages.
    contact_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    contact_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    #: What it does, in a few words: for staff who choose a unit.
    does_fa: Mapped[str] = mapped_column(String(160), default="", server_default="")
    does_en: Mapped[str] = mapped_column(String(160), default="", server_default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", use_alter=True))
    offered: Mapped[bool] = mapped_column(default=True, server_default=true())

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def contact(self) -> Name:
        return Name(self.contact_fa, self.contact_en)

    @property
    def does(self) -> Name:
        return Name(self.does_fa, self.does_en)
