"""The demo building: floors, rooms of units, what every visitor asks for, and the rooms of the counters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.building.models import Building, CounterRoom, Floor, Room
from deskq.building.rules.kinds import HALL, KINDS
from deskq.core.text.names import Name
from deskq.office.models import Counter, Office
from deskq.units.models import Unit

FLOORS = {
    0: Name("طبقهٔ همکف", "Ground floor"),
    1: Name("طبقهٔ اول", "First floor"),
    2: Name("طبقهٔ دوم", "Second floor"),
    3: Name("طبقهٔ سوم", "Third floor"),
}
#: (level, kind, door number, unit, Persian way, English way, arrow, way without steps)
PLACES = (
    (0, "information", "", "", "روبه‌روی در ورودی", "Opposite the entrance", "ahead", "yes"),
    (0, "pay", "003", "", "انتهای سالن، سمت چپ", "At the end of the hall, on the left", "left", "yes"),
    (0, "toilet", "", "", "راهروی سمت راست، پس از آسانسور", "Corridor on the right, after the lift", "right", "yes"),
    (0, "toilet_accessible", "", "", "راهروی سمت راست، در اول", "Corridor on the right, first door", "right", "yes"),
    (0, "lift", "", "", "سمت راست، کنار پله", "On the right, beside the stairs", "right", "yes"),
    (0, "water", "", "", "کنار در ورودی", "Beside the entrance", "here", "yes"),
    (0, "room", "002", "secretariat", "سمت چپ، کنار اطلاعات", "On the left, beside information", "left", "yes"),
    (1, "prayer", "", "", "از پله بالا، روبه‌رو", "Up the stairs, straight ahead", "up", "lift"),
    (1, "room", "112", "revenue", "از پله بالا، سمت چپ", "Up the stairs, on the left", "up", "lift"),
    (2, "archive", "201", "", "طبقهٔ دوم، سمت راست", "Second floor, on the right", "up", "lift"),
    (2, "room", "204", "planning", "طبقهٔ دوم، سمت چپ", "Second floor, on the left", "up", "lift"),
    (3, "meeting", "301", "", "طبقهٔ سوم، انتهای راهرو", "Third floor, end of the corridor", "up", "lift"),
    (3, "complaints", "305", "", "طبقهٔ سوم، سمت راست", "Third floor, on the right", "up", "lift"),
)


def create_rooms(session: Session, office: Office) -> None:
    """After the counters and the units."""
    building = Building(office_id=office.id, position=0, name_fa=office.building_fa, name_en=office.building_en)
    session.add(building)
    session.flush()
    floors = {
        level: Floor(office_id=office.id, building_id=building.id, level=level, name_fa=name.fa, name_en=name.en)
        for level, name in FLOORS.items()
    }
    session.add_all(floors.values())
    session.flush()
    _halls(session, office, floors)
    units = {row.code: row.id for row in session.scalars(select(Unit).where(Unit.office_id == office.id))}
    for place, (level, kind, number, unit, fa, en, arrow, step_free) in enumerate(PLACES, 10):
        name = KINDS[kind].name if kind != "room" else Name("", "")
        texts = {"name_fa": name.fa, "name_en": name.en, "direction_fa": fa, "direction_en": en, "arrow": arrow}
        columns = {"kind": kind, "number": number, "unit_id": units.get(unit), "step_free": step_free, **texts}
        session.add(Room(office_id=office.id, floor_id=floors[level].id, position=place, **columns))
    session.commit()


def _halls(session: Session, office: Office, floors: dict[int, Floor]) -> None:
    """A room for each place of a counter."""
    rooms: dict[tuple[str, str], Room] = {}
    levels = {floor.name_fa: floor for floor in floors.values()}
    for counter in session.scalars(select(Counter).where(Counter.office_id == office.id).order_by(Counter.number)):
        place = counter.floor_fa, counter.room_fa
        if place not in rooms:
            names = {"name_fa": counter.room_fa, "name_en": counter.room_en, "kind": HALL, "position": len(rooms)}
            rooms[place] = Room(office_id=office.id, floor_id=levels[counter.floor_fa].id, **names)
            session.add(rooms[place])
            session.flush()
        session.add(CounterRoom(counter_id=counter.id, room_id=rooms[place].id))
