"""Tables of buildings, floors and rooms: the one place that says where everything is. Counters stand in a room."""

from sqlalchemy import CheckConstraint, ForeignKey, String, true
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model
from deskq.core.text.names import Name


class Building(Model):
    """A building of the office. The first one is meant where none is named."""

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name_fa: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="", server_default="")
    address_fa: Mapped[str] = mapped_column(String(160), default="", server_default="")
    address_en: Mapped[str] = mapped_column(String(160), default="", server_default="")

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def address(self) -> Name:
        return Name(self.address_fa, self.address_en)


class Floor(Model):
    """A floor of a building. ``level`` counts from the street (0), basements are negative; ``plan`` is the file of its
    drawing, with its size in px."""

    __tablename__ = "building_floor"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    level: Mapped[int]
    name_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    name_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    plan: Mapped[str] = mapped_column(String(80), default="", server_default="")
    plan_width: Mapped[int] = mapped_column(default=0, server_default="0")
    plan_height: Mapped[int] = mapped_column(default=0, server_default="0")

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)


class Room(Model):
    """A room, or another place to which people ask the way. ``holder`` is who sits there, as the office writes it on
    the door; ``words`` are other words under which people look for it; ``plan_x`` and ``plan_y`` are thousandths of the
    floor's drawing from its left and upper edge. One that is not ``listed`` is on no public page."""

    __table_args__ = (CheckConstraint("step_free IN ('unknown', 'yes', 'lift', 'no')", name="step_free"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    floor_id: Mapped[int] = mapped_column(ForeignKey("building_floor.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    kind: Mapped[str] = mapped_column(String(20), default="room", server_default="room")
    number: Mapped[str] = mapped_column(String(20), default="", server_default="")
    name_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    name_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    holder_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    holder_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    words: Mapped[str] = mapped_column(String(160), default="", server_default="")
    note_fa: Mapped[str] = mapped_column(String(160), default="", server_default="")
    note_en: Mapped[str] = mapped_column(String(160), default="", server_default="")
    direction_fa: Mapped[str] = mapped_column(String(160), default="", server_default="")
    direction_en: Mapped[str] = mapped_column(String(160), default="", server_default="")
    arrow: Mapped[str] = mapped_column(String(10), default="ahead", server_default="ahead")
    step_free: Mapped[str] = mapped_column(String(10), default="unknown", server_default="unknown")
    step_free_fa: Mapped[str] = mapped_column(String(160), default="", server_default="")
    step_free_en: Mapped[str] = mapped_column(String(160), default="", server_default="")
    photo: Mapped[str] = mapped_column(String(80), default="", server_default="")
    plan_x: Mapped[int | None]
    plan_y: Mapped[int | None]
    listed: Mapped[bool] = mapped_column(default=True, server_default=true())

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def holder(self) -> Name:
        return Name(self.holder_fa, self.holder_en)

    @property
    def note(self) -> Name:
        return Name(self.note_fa, self.note_en)

    @property
    def direction(self) -> Name:
        return Name(self.direction_fa, self.direction_en)

    @property
    def step_free_way(self) -> Name:
        return Name(self.step_free_fa, self.step_free_en)


class CounterRoom(Model):
    """The room in which a counter stands. Floor and room in the columns of the counter are copies of it."""

    __tablename__ = "counter_room"

    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id", ondelete="CASCADE"), primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"), index=True)
