"""The sections of a set-up file about buildings, floors and rooms, without plans and photos.

A room is known by its floor, kind, number, name and unit; ``nth`` tells those apart that have all of these in common.
"""

from collections import Counter as Tally
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from sqlalchemy.orm import Session

from deskq.building import queries, service
from deskq.building.forms import BuildingForm, DoorTexts, FloorTexts, Level, WayTexts
from deskq.building.models import Floor, Room
from deskq.building.rules import place_names
from deskq.core.transactions import Transaction
from deskq.office.admin.row_forms import columns
from deskq.office.forms import DIGITS, Short, Slug, Title
from deskq.setup.file.row_names import distinct
from deskq.units import queries as unit_queries
from deskq.web.forms import Form

Row = dict[str, Any]
Rows = Mapping[str, Mapping[str, Row]]


class FloorRow(FloorTexts):
    """``building``: Persian name. A floor without a name gets the usual one of its level."""

    building: Title

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if not self.name_fa:
            self.name_fa, self.name_en = place_names.usual_floor(self.level)
        return self


class RoomRow(DoorTexts, WayTexts):
    """``floor``: Persian name of the floor at this ``level`` of the ``building``; without it the usual one."""

    building: Title
    level: Level
    floor: Short = ""
    nth: Annotated[int, DIGITS, Field(ge=1, le=999)] = 1
    unit: Slug | None = None

    @model_validator(mode="after")
    def _is_on_a_named_floor(self) -> Self:
        self.floor = self.floor or place_names.usual_floor(self.level).fa
        return self


FLOOR = ("building", "level", "name_fa")
ROOM = ("building", "level", "floor", "kind", "number", "name_fa", "unit", "nth")
#: Of a room, beside those that name its floor and unit.
TEXTS = (*DoorTexts.model_fields, *WayTexts.model_fields)
SECTIONS: Mapping[str, type[Form]] = {"buildings": BuildingForm, "floors": FloorRow, "rooms": RoomRow}
KEYS: Mapping[str, str | tuple[str, ...]] = {"buildings": "name_fa", "floors": FLOOR, "rooms": ROOM}
REFERS: Mapping[tuple[str, str | tuple[str, ...]], str] = {
    ("floors", "building"): "buildings",
    ("rooms", ("building", "level", "floor")): "floors",
    ("rooms", "unit"): "units",
}


def export(session: Session, office_id: int) -> dict[str, list[Row]]:
    buildings = queries.buildings(session, office_id)
    names = distinct(buildings)
    floors: dict[tuple[Any, ...], Row] = {}
    for floor in queries.floors(session, office_id):
        key = _floor_key(floor, names)
        floors.setdefault(key, _filled({**dict(zip(FLOOR, key, strict=True)), "name_en": floor.name_en}))
    return {
        "buildings": [_filled({**columns(row, BuildingForm), "name_fa": names[row.id]}) for row in buildings],
        "floors": list(floors.values()),
        "rooms": [
            _filled({**dict(zip(ROOM, key, strict=True)), **_texts(room)})
            for room, key in _room_keys(session, office_id)
        ],
    }


def _texts(room: Room) -> Row:
    return {name: getattr(room, name) for name in TEXTS}


def _floor_key(floor: Floor, buildings: Mapping[int, str]) -> tuple[Any, ...]:
    return buildings[floor.building_id], floor.level, floor.name_fa


def _room_keys(session: Session, office_id: int) -> list[tuple[Room, tuple[Any, ...]]]:
    """The rooms with the values of ``ROOM``."""
    names = distinct(queries.buildings(session, office_id))
    floors = {floor.id: _floor_key(floor, names) for floor in queries.floors(session, office_id)}
    units = {unit.id: unit.code for unit in unit_queries.units(session, office_id)}
    found, seen = [], Tally[tuple[Any, ...]]()
    for room in queries.rooms(session, office_id):
        key = (*floors[room.floor_id], room.kind, room.number, room.name_fa, units.get(room.unit_id or 0))
        seen[key] += 1
        found.append((room, (*key, seen[key])))
    return found


def _filled(row: Row) -> Row:
    """Without what is usual; a box that is not ticked stays, because a row that leaves it out has it unticked."""
    usual = {"step_free": "unknown", "arrow": "ahead", "nth": 1}
    return {name: value for name, value in row.items() if value not in (None, "") and usual.get(name) != value}


def _building(tx: Transaction, row: Row, wanted: Rows) -> None:
    service.save_building(tx.office_id, tx.by, _building_id(tx, row["name_fa"]), row)


def _building_id(tx: Transaction, name: str) -> int | None:
    names = distinct(queries.buildings(tx.session, tx.office_id))
    return next((row_id for row_id, named in names.items() if named == name), None)


def _floor(tx: Transaction, row: Row, wanted: Rows) -> None:
    fields = {name: row[name] for name in ("level", "name_fa", "name_en")}
    there = _floor_id(tx, tuple(row[name] for name in FLOOR))
    service.save_floor(tx.office_id, tx.by, there, {**fields, "building_id": _building_id(tx, row["building"])})


def _floor_id(tx: Transaction, wanted: tuple[Any, ...]) -> int | None:
    names = distinct(queries.buildings(tx.session, tx.office_id))
    floors = queries.floors(tx.session, tx.office_id)
    return next((floor.id for floor in floors if _floor_key(floor, names) == wanted), None)


def _room(tx: Transaction, row: Row, wanted: Rows) -> None:
    key = tuple(row[name] for name in ROOM)
    there = next((room for room, known in _room_keys(tx.session, tx.office_id) if known == key), None)
    floor_id = there.floor_id if there else _floor_id(tx, tuple(row[name] for name in ("building", "level", "floor")))
    units = {unit.code: unit.id for unit in unit_queries.units(tx.session, tx.office_id)}
    fields = {name: row[name] for name in TEXTS} | {"floor_id": floor_id, "unit_id": units.get(row["unit"])}
    service.save_room(tx.office_id, tx.by, there.id if there else None, fields)


WRITES: Mapping[str, Callable[[Transaction, Row, Rows], None]] = {
    "buildings": _building,
    "floors": _floor,
    "rooms": _room,
}
