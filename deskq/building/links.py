"""Implements the ports: rooms for the pages of counters, links to the directory for other pages."""

from flask import url_for

from deskq.access import identity
from deskq.building import queries
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import config_cache


class Rooms:
    """Implements ``office/rooms_port.py``."""

    def choices(self) -> list[tuple[int, Name, Name]]:
        there = queries.entries(db.session(), identity.office_id(), all_rooms=True)
        return [(one.id, one.floor_name, one.label if any(one.label) else one.title) for one in there]

    def of_counter(self, counter_id: int) -> int | None:
        return queries.counter_rooms(db.session(), identity.office_id()).get(counter_id)

    def columns(self, room_id: int) -> dict[str, str]:
        one = queries.entry(db.session(), identity.office_id(), room_id, all_rooms=True)
        return one.counter_columns if one is not None else {}


class Links:
    """Implements ``building/port.py``."""

    def is_open(self) -> bool:
        return queries.has_rooms(db.session(), identity.office_id())

    def of_counter(self, number: int) -> str | None:
        office = identity.office_id()
        counter = config_cache.of(db.session(), office).counter_ids.get(number)
        room_id = queries.counter_rooms(db.session(), office).get(counter or 0)
        room = queries.room(db.session(), office, room_id) if room_id else None
        return url_for("where.show", room_id=room.id) if room is not None and room.listed else None

    def of_unit(self, unit_id: int | None) -> tuple[str, Name, Name] | None:
        one = queries.of_unit(db.session(), identity.office_id(), unit_id) if unit_id else None
        return (url_for("where.show", room_id=one.id), one.floor_name, one.label) if one is not None else None
