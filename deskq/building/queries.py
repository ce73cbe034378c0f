"""Queries of buildings, floors and rooms, and the directory that pages show."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.building.models import Building, CounterRoom, Floor, Room
from deskq.building.rules import place_names
from deskq.building.rules.kinds import HALL, KINDS, ROOM, Kind
from deskq.core.text.names import Name
from deskq.office.models import Counter, CounterService, Service
from deskq.units import queries as unit_queries
from deskq.units.models import Unit


@dataclass(frozen=True)
class CounterInRoom:
    """``services`` are those it serves, on offer."""

    number: int
    name: Name
    services: list[Name]


@dataclass(frozen=True)
class Entry:
    """A room of the directory with all that people ask about it."""

    room: Room
    floor: Floor
    building: Building
    unit: Unit | None
    counters: list[CounterInRoom]
    is_first_building: bool

    @property
    def id(self) -> int:
        return self.room.id

    @property
    def kind(self) -> Kind:
        return KINDS.get(self.room.kind, KINDS[ROOM])

    @cached_property
    def title(self) -> Name:
        """Its name; without one that of its unit, the number on the door, or the kind of place."""
        if any(self.room.name):
            return Name(self.room.name_fa or self.room.name_en, self.room.name_en)
        if self.unit is not None:
            return self.unit.name
        return place_names.door(self.room.number) if self.room.number else self.kind.name

    @cached_property
    def floor_name(self) -> Name:
        """With the building, where it is not the first one."""
        return place_names.floor_label(self.floor.name, None if self.is_first_building else self.building.name)

    @cached_property
    def door(self) -> Name | None:
        """The number on the door, unless it is the title."""
        named = bool(self.room.number) and (any(self.room.name) or self.unit is not None)
        return place_names.door(self.room.number) if named else None

    @cached_property
    def label(self) -> Name:
        """In one line, as counters show it; empty where only the floor is known."""
        if any(self.room.name) or self.room.number:
            named = self.room.name if any(self.room.name) else self.unit.name if self.unit else Name("", "")
            return place_names.room_label(named, self.room.number)
        if self.unit is not None:
            return self.unit.name
        return Name("", "") if self.room.kind in (ROOM, HALL) else self.kind.name

    @property
    def counter_columns(self) -> dict[str, str]:
        """The place of a counter in this room, as its own columns have it."""
        return place_names.counter_columns(self.label, self.floor_name)

    @cached_property
    def searched(self) -> str:
        """All words under which it is found."""
        names = [self.title, self.label, self.kind.name, self.room.holder, self.floor.name, self.building.name]
        names += [self.room.note, *(one.name for one in self.counters)]
        names += [service for one in self.counters for service in one.services]
        names += [self.unit.name] if self.unit is not None else []
        counters = " ".join(f"باجه {one.number} counter {one.number}" for one in self.counters)
        texts = (text for name in names for text in name)
        return " ".join((*texts, self.kind.words, self.room.words, self.room.number, counters))


def buildings(session: Session, office_id: int) -> list[Building]:
    """The buildings in their order; the first one is meant where none is named."""
    wanted = _of_office(Building, office_id).order_by(Building.position, Building.id)
    return list(session.scalars(wanted))


def floors(session: Session, office_id: int) -> list[Floor]:
    """Floors by building, from the top down."""
    order = {row.id: place for place, row in enumerate(buildings(session, office_id))}
    rows = session.scalars(_of_office(Floor, office_id))
    return sorted(rows, key=lambda row: (order[row.building_id], -row.level, row.id))


def rooms(session: Session, office_id: int) -> list[Room]:
    """All rooms, by floor and in their order on it."""
    place = {row.id: number for number, row in enumerate(floors(session, office_id))}
    rows = session.scalars(_of_office(Room, office_id))
    return sorted(rows, key=lambda row: (place[row.floor_id], row.position, row.id))


def room(session: Session, office_id: int, room_id: int) -> Room | None:
    return session.scalars(_of_office(Room, office_id).where(Room.id == room_id)).one_or_none()


def has_rooms(session: Session, office_id: int) -> bool:
    """Whether the directory has anything to show."""
    listed = select(Room.id).where(Room.office_id == office_id, Room.listed).limit(1)
    return session.scalars(listed).first() is not None


def counter_rooms(session: Session, office_id: int) -> dict[int, int]:
    """{counter id: room id}."""
    wanted = select(CounterRoom.counter_id, CounterRoom.room_id).join(Room, Room.id == CounterRoom.room_id)
    return {counter: place for counter, place in session.execute(wanted.where(Room.office_id == office_id))}


def counters_in(session: Session, room_id: int) -> list[Counter]:
    wanted = select(Counter).join(CounterRoom, CounterRoom.counter_id == Counter.id)
    return list(session.scalars(wanted.where(CounterRoom.room_id == room_id).order_by(Counter.number)))


def counters_by_room(session: Session, office_id: int) -> dict[int, list[Counter]]:
    """{room id: the counters that stand there}; rooms without any are left out."""
    wanted = select(CounterRoom.room_id, Counter).join(Counter, CounterRoom.counter_id == Counter.id)
    found: dict[int, list[Counter]] = {}
    for room_id, counter in session.execute(wanted.where(Counter.office_id == office_id).order_by(Counter.number)):
        found.setdefault(room_id, []).append(counter)
    return found


def entries(session: Session, office_id: int, all_rooms: bool = False) -> list[Entry]:
    """The directory by building, floor and place; ``all_rooms``: also those that are on no public page."""
    stands = {row.id: row for row in buildings(session, office_id)}
    first = next(iter(stands), None)
    levels = {row.id: row for row in floors(session, office_id)}
    of_units = {row.id: row for row in unit_queries.units(session, office_id)}
    inside = _counters(session, office_id)
    return [
        Entry(
            room=row,
            floor=levels[row.floor_id],
            building=stands[levels[row.floor_id].building_id],
            unit=of_units.get(row.unit_id or 0),
            counters=inside.get(row.id, []),
            is_first_building=levels[row.floor_id].building_id == first,
        )
        for row in rooms(session, office_id)
        if row.listed or all_rooms
    ]


def entry(session: Session, office_id: int, room_id: int, all_rooms: bool = False) -> Entry | None:
    return next((one for one in entries(session, office_id, all_rooms) if one.id == room_id), None)


def of_unit(session: Session, office_id: int, unit_id: int) -> Entry | None:
    """The first listed room of a unit."""
    return next((one for one in entries(session, office_id) if one.room.unit_id == unit_id), None)


def files(session: Session) -> set[str]:
    """Names of all photos and plans in use, of every office."""
    return {*session.scalars(select(Room.photo)), *session.scalars(select(Floor.plan))} - {""}


def _counters(session: Session, office_id: int) -> dict[int, list[CounterInRoom]]:
    wanted = (
        select(CounterService.counter_id, Service.name_fa, Service.name_en)
        .join(Service, Service.id == CounterService.service_id)
        .where(Service.office_id == office_id, Service.offered)
        .order_by(CounterService.rank, Service.position)
    )
    served: dict[int, list[Name]] = {}
    for counter_id, fa, en in session.execute(wanted):
        served.setdefault(counter_id, []).append(Name(fa, en))
    place_of = counter_rooms(session, office_id)
    inside: dict[int, list[CounterInRoom]] = {}
    for row in session.scalars(_of_office(Counter, office_id).order_by(Counter.number)):
        if row.id in place_of:
            one = CounterInRoom(row.number, row.name, served.get(row.id, []))
            inside.setdefault(place_of[row.id], []).append(one)
    return inside


def _of_office(model: type[Any], office_id: int) -> Select[Any]:
    return select(model).where(model.office_id == office_id)
