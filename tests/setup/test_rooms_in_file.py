"""Buildings, floors and rooms in the set-up file."""

import pytest

from deskq.building import queries
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.setup.file import yaml_text
from deskq.units import queries as unit_queries
from tests.building.conftest import no_rooms
from tests.setup.files import HEAD, put, read, text_of, wrong_lines

__all__ = ["no_rooms"]

ROOMS = """\
buildings:
  - {name_fa: ساختمان شمالی, name_en: North building, address_fa: خیابان امام, position: 5}
floors:
  - {building: ساختمان شمالی, level: 2}
rooms:
  - {building: ساختمان شمالی, level: ۲, number: ۲۰۱, name_fa: بایگانی, unit: desk, step_free: lift, listed: true}
  - {building: ساختمان شمالی, level: 2, kind: toilet, listed: true}
  - {building: ساختمان شمالی, level: 2, kind: toilet, nth: 2, note_fa: برای توان‌یابان, listed: true}
"""


def directory(office: int):
    return [
        (one.building.name, one.floor.level, one.floor.name, one.room.kind, one.title, one.room.listed,
         one.room.step_free)
        for one in queries.entries(db.session(), office, all_rooms=True)
    ]  # fmt: skip


def test_an_empty_office_gets_the_rooms_of_the_file_and_counters_stand_in_them(office, no_rooms):
    put(HEAD + ROOMS, office)

    rooms = [one for one in queries.entries(db.session(), office, all_rooms=True) if one.building.name_en]
    assert [(one.room.kind, one.title.fa, one.room.number) for one in rooms] == [
        ("room", "بایگانی", "201"), ("toilet", "سرویس بهداشتی", ""), ("toilet", "سرویس بهداشتی", ""),
    ]  # fmt: skip
    assert rooms[0].floor.name == Name("طبقهٔ دوم", "Second floor")
    assert rooms[0].room.unit_id == next(
        one.id for one in unit_queries.units(db.session(), office) if one.code == "desk"
    )
    assert rooms[2].room.note_fa == "برای توان‌یابان"
    assert read(HEAD + ROOMS, office)[1] == []


def test_the_rooms_of_one_office_are_those_of_another_one_afterwards(office, request):
    before, standing = directory(office), queries.counter_rooms(db.session(), office)
    text = text_of(office)
    assert text.count("listed: true") > 5
    assert read(text, office)[1] == []
    request.getfixturevalue("no_rooms")

    put(text, office)

    assert directory(office) == before
    assert read(text, office)[1] == []
    assert len(standing) > 3


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("building: ساختمان شمالی, level: ۲", "building: ساختمان شمالی, level: ۳", 7),
        ("unit: desk", "unit: nowhere", 7),
        ("level: 2}", "level: 200}", 5),
        ("kind: toilet, nth: 2", "kind: toilet", 9),
    ],
)
def test_what_is_wrong_is_named_with_its_line(office, old, new, line):
    assert wrong_lines(HEAD + ROOMS.replace(old, new), office)[0][0] == line


def test_a_changed_room_changes_its_counters(office):
    entry = next(one for one in queries.entries(db.session(), office, all_rooms=True) if one.counters)
    section = yaml_text.load(text_of(office)).data["rooms"]
    row = next(row for row in section if row.get("name_fa") == entry.room.name_fa and row["kind"] == entry.room.kind)
    row["name_en"] = "Front hall"

    put(HEAD + yaml_text.dump({"rooms": [row]}), office)

    assert queries.counters_in(db.session(), entry.id)[0].room_en.startswith("Front hall")
