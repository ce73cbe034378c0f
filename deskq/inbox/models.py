"""Table of saved filters of the inbox."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model


class SavedFilter(Model):
    """A tab of the inbox with filters, saved by a person under a name. "" and None filter nothing, nor does a category
    or district that was deleted."""

    __tablename__ = "inbox_filter"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(60))
    tab: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default="")
    sort: Mapped[str] = mapped_column(String(12), default="")
    age: Mapped[str] = mapped_column(String(12), default="")
    category_id: Mapped[int | None]
    district_id: Mapped[int | None]
