"""Rules of buildings: how a place is named, its level, how it is found, pasted rows."""

import pytest

from deskq.building.rules import pasted, place_names, search
from deskq.core.errors import InvalidInput
from deskq.core.text.names import Name


@pytest.mark.parametrize(
    ("name", "number", "label"),
    [
        (Name("بایگانی", "Archive"), "", Name("بایگانی", "Archive")),
        (Name("", ""), "104", Name("اتاق ۱۰۴", "Room 104")),
        (Name("بایگانی", "Archive"), "104", Name("بایگانی، اتاق ۱۰۴", "Archive, Room 104")),
        (Name("بایگانی", ""), "104", Name("بایگانی، اتاق ۱۰۴", "")),
    ],
)
def test_a_room_is_named_by_its_name_its_number_or_both(name, number, label):
    assert place_names.room_label(name, number) == label


def test_a_floor_of_another_building_is_named_with_it():
    first, annex = Name("طبقهٔ اول", "First floor"), Name("ساختمان دو", "Annex")

    assert place_names.floor_label(first, None) == first
    assert place_names.floor_label(first, annex) == Name("ساختمان دو، طبقهٔ اول", "Annex, First floor")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (Name("طبقهٔ همکف", ""), 0),
        (Name("", "Ground floor"), 0),
        (Name("زیرزمین", "Basement"), -1),
        (Name("طبقهٔ دوم", ""), 2),
        (Name("", "Third floor"), 3),
        (Name("طبقهٔ ۱۲", ""), 12),
        (Name("نیم‌طبقه", ""), 7),
    ],
)
def test_the_name_of_a_floor_says_its_level(name, level):
    assert place_names.level_of(name, 7) == level


def test_the_usual_name_of_a_floor_says_its_own_level():
    assert [place_names.level_of(place_names.usual_floor(level), 99) for level in range(-1, 15)] == list(range(-1, 15))


class Place:
    def __init__(self, searched: str) -> None:
        self.searched = searched


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("بایگانی", ["archive"]),
        ("بایگانی کجاست؟", ["archive"]),
        ("Where is the archive?", ["archive"]),
        ("ارشیو", []),
        ("پرداخت", ["pay"]),
        ("اتاق ۲۰۱", ["archive"]),
        ("کجا", []),
    ],
)
def test_a_place_is_found_by_the_words_of_a_question(typed, found):
    places = {"archive": Place("بایگانی Archive 201"), "pay": Place("صندوق پرداخت Cashier 003")}

    got = search.matching(places.values(), typed)

    assert [name for name, place in places.items() if place in got] == found


def test_rows_of_a_spreadsheet_are_read_column_by_column():
    rows = pasted.rooms("همکف\t۱۰۱\tبایگانی\tArchive\tبایگانی\t211\n\n1\t102\n")

    assert [(row.floor, row.number, row.name_fa, row.phone) for row in rows] == [
        ("همکف", "101", "بایگانی", "211"), ("1", "102", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n ", "1", "1\t\t", "1\t" + "x" * 21, "\n".join(["1\t2"] * 201)])
def test_rows_without_a_room_too_many_and_too_long_ones_are_refused(text):
    with pytest.raises(InvalidInput):
        pasted.rooms(text)
