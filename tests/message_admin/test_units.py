"""Admin pages of units: their parents, heads and closing."""

import re

import pytest

from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.staff.models import Person
from deskq.units.escalation_path import path_to_top, tree
from deskq.units.models import Unit

pytestmark = pytest.mark.usefixtures("admin")

NEW = {"code": "lighting", "name_fa": "روشنایی", "name_en": "Street lighting", "position": "۲۱", "offered": "1"}


@pytest.fixture
def unit(row):
    return lambda code: row(Unit, code=code)


@pytest.fixture
def form(unit):
    """``form("mayor", parent_id=3)``: the form of a unit as it is, but for these fields."""

    def fields(code: str, **other: object) -> dict[str, object]:
        found = unit(code)
        values = {name: getattr(found, name) for name in ("name_fa", "name_en", "parent_id", "head_id", "position")}
        return {name: value for name, value in {**values, "offered": "1", **other}.items() if value is not None}

    return fields


def test_a_new_unit_is_listed_below_its_parent(send, unit, row):
    head = row(Person, sign_in_name="city")

    text = send("/manage/messages/units", **NEW, parent_id=unit("city_services").id, head_id=head.id)

    assert "“Street lighting” saved." in text
    places = [text.index(f">{name}</textarea>") for name in ("Urban services", "Street lighting", "Green space")]
    assert places == sorted(places)
    made = unit("lighting")
    assert (made.parent_id, made.head_id) == (unit("city_services").id, head.id)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name_fa", "", "Please fill in this field."),
        ("code", "mayor", "This code is already in use."),
        ("code", "No Code", "This value is not in the right format."),
        ("parent_id", "999", "Please choose one of the options."),
        ("head_id", "999", "Please choose one of the options."),
        ("position", "first", "Please enter a whole number."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field(send, unit, field, value, words):
    text = send("/manage/messages/units", 422, **{**NEW, field: value})

    assert words in text
    assert f'id="{field}-problem"' in text
    assert unit("lighting") is None


def test_a_unit_cannot_be_its_own_ancestor(send, unit, form):
    mayor, works = unit("mayor").id, unit("civil_works").id

    for above in (mayor, works):
        text = send(f"/manage/messages/units/{mayor}", 422, **form("mayor", parent_id=above))
        assert "A unit cannot be above itself" in text

    assert unit("mayor").parent_id is None


def test_an_escalation_path_ends_even_if_the_rows_form_a_cycle():
    assert list(path_to_top({1: 2, 2: 3, 3: 1}, 1)) == [1, 2, 3]
    assert tree({1: None, 2: 1, 3: None, 4: 2}) == [(1, 0), (2, 1), (4, 2), (3, 0)]


def test_a_closed_unit_cannot_become_a_parent(send, unit, form):
    archive = unit("archive")
    send(f"/manage/messages/units/{archive.id}/offer", offered="0")

    text = send(f"/manage/messages/units/{unit('it').id}", 422, **form("it", parent_id=archive.id))

    assert "This unit is closed. Please choose another one." in text


@pytest.mark.parametrize(("kind", "counted"), [("request", "1"), ("report", "0")])
def test_a_unit_with_open_messages_cannot_be_closed_and_reveals_no_details(send, unit, file, form, kind, counted):
    works = unit("civil_works").id
    file(kind).unit_id = works
    db.session.commit()

    listed = send(f"/manage/messages/units/{works}/offer", 409, offered="0")
    saved = send(f"/manage/messages/units/{works}", 409, **form("civil_works", offered=None))
    deleted = send(f"/manage/messages/units/{works}/removal", 409)

    for text in (listed, saved, deleted):
        assert "Civil works still has open messages." in text
    line = next(line for line in listed.split("<tr") if ">Civil works</textarea>" in line)
    assert re.findall(r'<td class="number"[^>]*>(\d+)</td>', line) == [counted]
    assert unit("civil_works").offered


def test_an_empty_unit_is_closed_and_opened_again(send, unit):
    archive = unit("archive")

    closed = send(f"/manage/messages/units/{archive.id}/offer", offered="0")
    assert not unit("archive").offered
    opened = send(f"/manage/messages/units/{archive.id}/offer", offered="1")

    assert "“Archive” closed." in closed
    assert "“Archive” reopened." in opened
    assert unit("archive").offered


@pytest.mark.parametrize("code", ["public_relations", "inspectorate", "mayor"])
def test_a_unit_where_messages_begin_cannot_be_closed(send, unit, code):
    text = send(f"/manage/messages/units/{unit(code).id}/offer", 409, offered="0")

    assert "Please choose another unit for them first" in text
    assert unit(code).offered


def test_a_unit_with_people_or_history_cannot_be_deleted_and_a_new_one_can(send, unit):
    send("/manage/messages/units", **NEW)

    kept = send(f"/manage/messages/units/{unit('civil_works').id}/removal", 409)
    send(f"/manage/messages/units/{unit('lighting').id}/removal")

    assert "and cannot be deleted" in kept
    assert unit("civil_works") is not None
    assert unit("lighting") is None


def test_reports_about_the_inspectorate_go_to_the_current_top_unit(send, unit, row, form, file, inside):
    made = file("report", body="بازرس", about_unit_id=unit("inspectorate").id).id
    head = row(Person, sign_in_name="deputy")
    send("/manage/messages/units", **NEW)

    refused = send(f"/manage/messages/units/{unit('mayor').id}", 409, **form("mayor", parent_id=unit("lighting").id))
    send(f"/manage/messages/units/{unit('lighting').id}", **form("lighting", head_id=head.id))
    send(f"/manage/messages/units/{unit('mayor').id}", **form("mayor", parent_id=unit("lighting").id))

    assert "where nobody may read them" in refused
    assert row(Message, id=made).unit_id == unit("lighting").id
    send(f"/manage/messages/units/{unit('inspectorate').id}", **{**form("inspectorate"), "parent_id": ""})
    assert row(Message, id=made).unit_id == unit("lighting").id
    assert "بازرس" in inside("deputy").get(f"/inbox/{made}").text
