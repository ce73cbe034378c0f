"""The typed table of units: its meaning, its mistakes and what would change. Plain objects, no database."""

from dataclasses import dataclass

import pytest

from deskq.core.text import pasted_cells
from deskq.core.text.names import Name
from deskq.message_admin.rules.unit_table import TypedRow, differences, from_template, new_code, pasted, read
from deskq.units.template import BY_CODE, UNITS, USUAL_UNITS


@dataclass
class Unit:
    id: int
    code: str
    name_fa: str
    parent_id: int | None = None
    head_id: int | None = None
    name_en: str = ""
    does_fa: str = ""
    does_en: str = ""
    offered: bool = True


@dataclass
class Member:
    id: int
    sign_in_name: str
    name: str
    name_en: str = ""
    role: str = "expert"
    active: bool = True


STORED = {
    1: Unit(1, "mayor", "شهردار"),
    2: Unit(2, "works", "عمران", 1, 7),
    3: Unit(3, "old", "قدیمی", 1, offered=False),
}
PEOPLE = [Member(7, "civil", "رضا کریمی"), Member(8, "reza2", "رضا کریمی"), Member(9, "gone", "مینا", active=False)]
ROWS = [TypedRow(1, "mayor", "1", "شهردار"), TypedRow(2, "works", "2", "عمران", above="شهردار", head="رضا کریمی")]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("عمران\tCivil\r\nپارک‌ها\t", [["عمران", "Civil"], ["پارک‌ها", ""]]),
        ("\ufeffعمران\tشهردار\n\n\n", [["عمران", "شهردار"]]),
        ('"خط یک\nخط دو"\t"با ""نقل"" و\tتب"', [["خط یک خط دو", 'با "نقل" و تب']]),
        ("كنترل\t\u200eناحية\u200f ۳", [["کنترل", "ناحیه ۳"]]),
        ("", []),
        ("\t\t\n \t", []),
    ],
)
def test_cells_copied_from_a_spreadsheet_are_read_as_they_are_stored(text, cells):
    assert pasted_cells.rows(text) == cells


def test_a_pasted_heading_is_no_unit_and_further_columns_are_left_out():
    rows = pasted(pasted_cells.rows("نام واحد\tانگلیسی\nعمران\tCivil\tشهردار\tرضا\tآسفالت\tAsphalt\tبیشتر"))

    assert rows == [TypedRow(None, "", "", "عمران", "Civil", "شهردار", "رضا", "آسفالت", "Asphalt")]


def test_units_above_and_heads_are_found_by_name_in_any_spelling():
    typed = [*ROWS, TypedRow(name_fa="آسفالت", above="عمرانِ", head="REZA2"), TypedRow()]

    found = read(typed, STORED, PEOPLE)

    assert found.problems == {}
    new = found.rows[2]
    assert (new.row_id, new.above, new.fields["head_id"]) == (None, 1, 8)
    assert found.rows[1].fields["head_id"] == 7, "of two of one name it stays the one who heads it already"


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (TypedRow(name_en="Parks"), "name_fa", "Please fill in this field."),
        (TypedRow(name_fa="عمران"), "name_fa", "Another unit has this name."),
        (TypedRow(name_fa="پ" * 81), "name_fa", "This text is too long."),
        (TypedRow(name_fa="پارک", above="ناشناس"), "above", "There is no unit of this name in the table."),
        (TypedRow(name_fa="پارک", above="پارک"), "above", "A unit cannot be above itself."),
        (TypedRow(name_fa="پارک", head="ناشناس"), "head", "There is nobody of this name."),
        (TypedRow(name_fa="پارک", head="مینا"), "head", "This person is not active."),
        (TypedRow(name_fa="پارک", head="رضا کریمی"), "head", "Several people have this name."),
        (TypedRow(name_fa="پارک", number="دو"), "number", "Please enter a whole number."),
    ],
)
def test_each_mistake_is_named_at_its_cell(row, cell, words):
    found = read([*ROWS, row], STORED, PEOPLE)

    assert list(found.problems) == [f"{cell}-2"]
    assert words in found.problems[f"{cell}-2"]


def test_units_in_a_circle_are_refused_at_each_of_them():
    typed = [TypedRow(1, "mayor", "1", "شهردار", above="عمران"), ROWS[1]]

    assert set(read(typed, STORED, PEOPLE).problems) == {"above-0", "above-1"}


def test_a_closed_unit_is_put_above_no_further_one():
    typed = [*ROWS, TypedRow(3, "old", "3", "قدیمی", above="شهردار"), TypedRow(name_fa="پارک", above="قدیمی")]

    assert list(read(typed, STORED, PEOPLE).problems) == ["above-3"]


def test_rows_are_in_the_order_of_their_numbers_in_any_digits_and_new_ones_come_last():
    typed = [TypedRow(1, "mayor", "۲", "شهردار"), TypedRow(2, "works", "1", "عمران"), TypedRow(name_fa="پارک")]

    assert [row.index for row in read(typed, STORED, PEOPLE).rows] == [1, 0, 2]


def test_the_preview_says_what_would_change_and_nothing_else():
    typed = [
        TypedRow(1, "mayor", "1", "شهرداری"),
        TypedRow(2, "works", "2", "عمران", above="شهرداری"),
        TypedRow(name_fa="پارک", above="عمران"),
    ]
    reading = read(typed, STORED, PEOPLE)

    found = differences(reading, STORED, {one.id: Name(one.name, "") for one in PEOPLE})

    assert [(one.unit.fa, one.cell, one.before, one.after) for one in found] == [
        ("شهردار", "name_fa", "شهردار", "شهرداری"),
        ("عمران", "head", "رضا کریمی", ""),
        ("پارک", "", "", "عمران"),
    ]


@pytest.mark.parametrize(
    ("code", "english", "made"),
    [
        *(("green_space", "", "green_space"), ("", "Street lighting", "street_lighting")),
        *(("", "", "unit_2"), ("", "Mayor", "mayor_2")),
    ],
)
def test_a_new_unit_gets_a_code_of_its_own(code, english, made):
    row = read([TypedRow(code=code, name_fa="تازه", name_en=english)], {}, []).rows[0]

    assert new_code(row, {"mayor"}) == made


def test_the_template_has_about_twenty_units_each_below_one_of_it_and_a_unit_for_every_category():
    assert len(UNITS) == 20
    assert {unit.above for unit in UNITS} <= {"", *BY_CODE}
    assert all(unit.name.en and unit.does.fa and unit.does.en for unit in UNITS)
    assert len(USUAL_UNITS) == 22
    assert set(USUAL_UNITS.values()) <= set(BY_CODE)


def test_the_template_proposes_as_head_whoever_alone_has_the_usual_role():
    people = [
        Member(1, "m", "شهردار ما", role="executive"),
        Member(2, "a", "الف", role="supervisor"),
        Member(3, "b", "ب", role="supervisor"),
    ]

    rows = {row.code: row for row in from_template(UNITS, {"inspectorate"}, people)}

    assert (rows["mayor"].head, rows["desk"].head) == ("شهردار ما", "")
    assert "inspectorate" not in rows
