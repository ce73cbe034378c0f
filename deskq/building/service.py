"""Commands for buildings, floors and rooms. Counters keep a copy of the place of their room, written here."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from deskq.building import queries
from deskq.building.models import Building, CounterRoom, Floor, Room
from deskq.building.room_templates import TEMPLATES
from deskq.building.rules import place_names
from deskq.building.rules.kinds import HALL, KINDS
from deskq.building.rules.pasted import PastedRoom
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Counter, Office
from deskq.office.row_store import changed, find, put, remove, write
from deskq.units import queries as unit_queries
from deskq.units.models import Unit

WRONG_CHOICE = N_("Please choose one of the options.")
NO_NAME = N_("Please give a name, a number or a unit.")


class BuildingInUse(DomainError):
    slug = "building-in-use"
    title = N_("This building still has floors. Please delete them first.")


class FloorInUse(DomainError):
    slug = "floor-in-use"
    title = N_("This floor still has rooms. Please move or delete them first.")


class RoomInUse(DomainError):
    slug = "room-in-use"
    title = N_("A counter stands in this room, or something there is checked. Please move it first.")


class UnknownUnits(InvalidInput):
    """Pasted rows have units, ``names``, that the office does not have."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__({"rows": N_("A unit in these rows does not exist. Please write its exact name.")})
        self.names = list(names)


def save_building(office_id: int, by: str, building_id: int | None, fields: Mapping[str, Any]) -> Building:
    with transaction(office_id, by) as tx:
        row, changes = put(tx, Building, building_id, fields)
        changed(tx, "building", row.id, changes)
        _copy_to_counters(tx)
        return row


def delete_building(office_id: int, by: str, building_id: int) -> None:
    """``BuildingInUse`` while it has floors."""
    with transaction(office_id, by) as tx:
        changed(tx, "building", building_id, remove(tx, find(tx, Building, building_id), BuildingInUse))


def save_floor(office_id: int, by: str, floor_id: int | None, fields: Mapping[str, Any]) -> Floor:
    """A floor without a name gets the usual one of its level."""
    with transaction(office_id, by) as tx:
        _find_chosen(tx, Building, fields["building_id"], "building_id")
        usual = place_names.usual_floor(fields["level"])
        named = {} if fields["name_fa"] else {"name_fa": usual.fa, "name_en": usual.en}
        row, changes = put(tx, Floor, floor_id, {**fields, **named})
        changed(tx, "building_floor", row.id, changes)
        _copy_to_counters(tx)
        return row


def delete_floor(office_id: int, by: str, floor_id: int) -> None:
    """``FloorInUse`` while it has rooms."""
    with transaction(office_id, by) as tx:
        changed(tx, "building_floor", floor_id, remove(tx, find(tx, Floor, floor_id), FloorInUse))


def save_room(office_id: int, by: str, room_id: int | None, fields: Mapping[str, Any]) -> Room:
    """Write these columns of a room, a new one at the end of its floor."""
    with transaction(office_id, by) as tx:
        row = _save_room(tx, room_id, fields)
        _copy_to_counters(tx)
        return row


def save_rooms(office_id: int, by: str, rows: Sequence[tuple[int | None, Mapping[str, Any]]]) -> int:
    """Write the rows of the table in one transaction. Returns how many were changed or added."""
    with transaction(office_id, by) as tx:
        before = tx.version
        for room_id, fields in rows:
            _save_room(tx, room_id, fields)
        saved = tx.version - before
        _copy_to_counters(tx)
        return saved


def delete_room(office_id: int, by: str, room_id: int) -> None:
    """``RoomInUse`` while a counter stands there."""
    with transaction(office_id, by) as tx:
        changed(tx, "room", room_id, remove(tx, find(tx, Room, room_id), RoomInUse))


def add_templates(office_id: int, by: str, codes: Collection[str], floor_id: int | None) -> int:
    """Add the places of these templates to a floor; without one, to the ground floor, which is added if needed."""
    wanted = [one for one in TEMPLATES if one.kind in codes]
    if not wanted or len(wanted) != len(set(codes)):
        raise InvalidInput({"kinds": WRONG_CHOICE})
    with transaction(office_id, by) as tx:
        floor = _find_chosen(tx, Floor, floor_id, "floor_id") if floor_id else _ground_floor(tx)
        for one in wanted:
            fields = {"floor_id": floor.id, "kind": one.kind, "name_fa": one.name.fa, "name_en": one.name.en}
            _save_room(tx, None, {**fields, "arrow": "ahead"})
        return len(wanted)


def paste_rooms(office_id: int, by: str, rows: Sequence[PastedRoom]) -> int:
    """Add pasted rooms. Floors are found by name or level and added where there is none; ``UnknownUnits`` names units
    that do not exist."""
    with transaction(office_id, by) as tx:
        units = {persian.search_key(row.name_fa): row.id for row in unit_queries.units(tx.session, office_id)}
        unknown = dict.fromkeys(row.unit for row in rows if row.unit and persian.search_key(row.unit) not in units)
        if unknown:
            raise UnknownUnits(list(unknown))
        for row in rows:
            unit = units[persian.search_key(row.unit)] if row.unit else None
            fields = {"number": row.number, "name_fa": row.name_fa, "name_en": row.name_en, "phone": row.phone}
            _save_room(tx, None, {**fields, "unit_id": unit, "floor_id": _floor_named(tx, row.floor).id})
        return len(rows)


def place_counter(tx: Transaction, counter_id: int) -> None:
    """Link a counter to the room that its columns name; a room is added for a place that the table does not have."""
    counter = tx.session.get(Counter, counter_id)
    if counter is None or counter.office_id != tx.office_id:
        return
    texts = {column: getattr(counter, column) for column in place_names.COLUMNS}
    link = tx.session.get(CounterRoom, counter_id)
    if not any(texts.values()):
        if link is not None:
            tx.session.delete(link)
    elif link is None or not _is_named(tx, link.room_id, texts):
        room_id = _room_with(tx, texts) or _room_of_texts(tx, texts).id
        tx.session.merge(CounterRoom(counter_id=counter_id, room_id=room_id))
    tx.session.flush()


def _save_room(tx: Transaction, room_id: int | None, fields: Mapping[str, Any]) -> Room:
    _check_room(tx, room_id, fields)
    fields = dict(fields)
    if room_id is None:
        fields["position"] = len(queries.rooms(tx.session, tx.office_id))
        fields.setdefault("listed", True)
    row, changes = put(tx, Room, room_id, fields)
    if changes:
        changed(tx, "room", row.id, changes)
    return row


def _check_room(tx: Transaction, room_id: int | None, fields: Mapping[str, Any]) -> None:
    _find_chosen(tx, Floor, fields["floor_id"], "floor_id")
    if fields.get("unit_id") is not None:
        _find_chosen(tx, Unit, fields["unit_id"], "unit_id")
    stored = find(tx, Room, room_id) if room_id is not None else None
    kind = fields.get("kind", stored.kind if stored else "room")
    if kind not in KINDS:
        raise InvalidInput({"kind": WRONG_CHOICE})
    said = (fields.get(column, getattr(stored, column, "")) for column in ("name_fa", "number", "unit_id"))
    if kind in ("room", HALL) and not any(said):
        raise InvalidInput({"name_fa": NO_NAME})


def _find_chosen(tx: Transaction, model: type[Any], row_id: int | None, field: str) -> Any:
    row = tx.session.get(model, row_id) if row_id is not None else None
    if row is None or row.office_id != tx.office_id:
        raise InvalidInput({field: WRONG_CHOICE})
    return row


def _copy_to_counters(tx: Transaction) -> None:
    """The columns of counters follow the table: ticket, board, voice and SMS read them."""
    standing = queries.counters_by_room(tx.session, tx.office_id)
    for one in queries.entries(tx.session, tx.office_id, all_rooms=True):
        for counter in standing.get(one.id, ()):
            changes = write(tx, counter, one.counter_columns)
            if changes:
                changed(tx, "counter", counter.id, changes)


def _is_named(tx: Transaction, room_id: int, texts: Mapping[str, str]) -> bool:
    one = queries.entry(tx.session, tx.office_id, room_id, all_rooms=True)
    return one is not None and one.counter_columns == texts


def _room_with(tx: Transaction, texts: Mapping[str, str]) -> int | None:
    there = queries.entries(tx.session, tx.office_id, all_rooms=True)
    return next((one.id for one in there if one.counter_columns == texts), None)


def _room_of_texts(tx: Transaction, texts: Mapping[str, str]) -> Room:
    floor = _floor_of(tx, Name(texts["floor_fa"], texts["floor_en"]))
    last = len(queries.rooms(tx.session, tx.office_id))
    names = {"name_fa": texts["room_fa"], "name_en": texts["room_en"]}
    row, changes = put(tx, Room, None, {"floor_id": floor.id, "kind": HALL, "position": last, **names})
    changed(tx, "room", row.id, changes)
    return row


def _floor_of(tx: Transaction, name: Name) -> Floor:
    """The floor with this name in the first building; a new one if there is none."""
    building = _first_building(tx)
    there = queries.floors(tx.session, tx.office_id)
    same = next((row for row in there if row.building_id == building.id and row.name == name), None)
    return same or _add_floor(tx, building, place_names.level_of(name, len(there)), name)


def _floor_named(tx: Transaction, typed: str) -> Floor:
    """The floor that a pasted cell means, by its Persian or English name or its level."""
    key = persian.search_key(typed)
    for row in queries.floors(tx.session, tx.office_id):
        if key and key in (persian.search_key(row.name_fa), persian.search_key(row.name_en), str(row.level)):
            return row
    if not key:
        return _ground_floor(tx)
    level = place_names.level_of(Name(typed, typed), 0)
    usual = place_names.usual_floor(level)
    is_usual = key.lstrip("-").isdecimal() or key == persian.search_key(usual.fa)
    return _add_floor(tx, _first_building(tx), level, usual if is_usual else Name(typed, ""))


def _ground_floor(tx: Transaction) -> Floor:
    building = _first_building(tx)
    there = [row for row in queries.floors(tx.session, tx.office_id) if row.building_id == building.id]
    same = next((row for row in there if row.level == 0), None) or next(iter(there), None)
    return same or _add_floor(tx, building, 0, place_names.usual_floor(0))


def _add_floor(tx: Transaction, building: Building, level: int, name: Name) -> Floor:
    fields = {"building_id": building.id, "level": level, "name_fa": name.fa, "name_en": name.en}
    row, changes = put(tx, Floor, None, fields)
    changed(tx, "building_floor", row.id, changes)
    return row


def _first_building(tx: Transaction) -> Building:
    """An office that has no building yet gets one with the name in its settings."""
    there = queries.buildings(tx.session, tx.office_id)
    if there:
        return there[0]
    office = tx.session.scalars(select(Office).where(Office.id == tx.office_id)).one()
    name = office.building if office.building_fa else office.name
    row, changes = put(tx, Building, None, {"position": 0, "name_fa": name.fa, "name_en": name.en})
    changed(tx, "building", row.id, changes)
    return row
