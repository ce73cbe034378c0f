"""/manage/amenities: templates, objects, people and hours, stickers."""

import re

import pytest
from sqlalchemy import select

from deskq.amenities.models import Amenity
from deskq.amenities.queries import objects
from deskq.core.extensions import db


def kinds(office):
    db.session.remove()
    return [row.kind for row in objects.amenities(db.session(), office)]


def test_a_new_office_makes_its_list_in_one_press(office, no_list, admin, page, send):
    for wrong in ([], ["nonsense"], ["seats", "nonsense"]):
        send("/manage/amenities/templates", 422, amenities=wrong)
        assert kinds(office) == []
    text = page("/manage/amenities")
    ticked = re.findall(r'name="amenities" value="(\w+)" checked', text)
    key = re.search(r'/templates\b.*?name="request_key" value="([^"]+)"', text, re.DOTALL)[1]
    assert len(ticked) == 10
    assert "parking" not in ticked

    for _ in range(2):
        text = send("/manage/amenities/templates", amenities=ticked, request_key=key)
        assert "10 amenities added." in text

    assert kinds(office) == ["seats", "water", "heating", "cooling", "light", "ramp", "lift", "toilet", "toilet",
                             "toilet_accessible"]  # fmt: skip
    assert re.findall(r'name="amenities" value="(\w+)"', text) == ["parking"]


def test_an_object_is_added_with_a_room_and_gets_a_code(office, admin, send, page):
    room = re.search(r'<select id="room_id".*?value="(\d+)"', page("/manage/amenities/objects/new"), re.DOTALL)[1]

    send("/manage/amenities/objects", kind="light", place_fa="راهرو", room_id=room, position="99", hours="۶")

    db.session.remove()
    one = db.session.scalars(select(Amenity).order_by(Amenity.id.desc())).first()
    assert (one.kind, one.room_id, one.hours, len(one.code)) == ("light", int(room), 6, 10)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "nonsense"), ("room_id", "999999"), ("person_id", "999999"), ("hours", "0"), ("hours", "9999")],
)
def test_a_wrong_value_is_named_at_its_field(office, admin, send, field, value):
    fields = {"kind": "light", "place_fa": "راهرو", "position": "99", field: value}

    text = send("/manage/amenities/objects", 422, **fields)

    assert f'href="#{field}"' in text
    assert "راهرو" in text


def test_an_object_is_edited_and_keeps_its_code(admin, send, amenity):
    before = amenity("water")
    old = before.id, before.code

    send(f"/manage/amenities/objects/{before.id}", kind="water", name_fa="آب‌سردکن دو", position="2")

    after = amenity("water")
    assert (after.id, after.code, after.name_fa) == (*old, "آب‌سردکن دو")


def test_an_object_is_retired_and_taken_up_again(office, admin, send, page, amenity):
    water = amenity("water").id

    text = send(f"/manage/amenities/objects/{water}/offer", offered="0")
    assert "take its sticker off" in text
    assert "water" not in kinds(office)
    assert text.count("data-retired") == 1

    send(f"/manage/amenities/objects/{water}/offer", offered="1")
    assert "water" in kinds(office)


def test_people_and_hours_are_saved_together_and_each_wrong_cell_is_named(office, admin, send, page, checker):
    text = page("/manage/amenities/people")
    fields = dict(re.findall(r'id="(hours-\w+)" name="\1" value="(\d+)"', text))
    revision = re.search(r'name="revision" value="(\w+)"', text)[1]
    person = checker("rahimi").person_id

    wrong = send("/manage/amenities/people", 422, revision=revision, **{"hours-lift": "0", "hours-ramp": "x"})
    assert 'href="#hours-lift"' in wrong
    assert 'href="#hours-ramp"' in wrong
    changed = {**fields, "hours-toilet": "۲", "person_id-toilet": str(person), "checkers": [str(person)]}
    send("/manage/amenities/people", revision=revision, **changed)

    db.session.remove()
    found = objects.settings(db.session(), office)
    assert found.checkers == {person}
    assert (found.kinds["toilet"].hours, found.kinds["toilet"].person_id) == (2, person)
    assert (found.kinds["lift"].hours, found.kinds["lift"].person_id) == (24, None)


def test_stickers_have_both_languages_a_code_and_eight_a_sheet_and_one_is_printed_anew(admin, page, amenity):
    text = page("/manage/amenities/stickers")

    assert text.count("data-sticker") == 12
    assert text.count('class="sticker-sheet"') == 2
    assert text.count('class="qr"') == 12
    assert f"/a/{amenity('water').code}" in text
    for words in ("آب آشامیدنی", "Drinking water", "خراب است؟", "Broken?"):
        assert words in text

    one = page(f"/manage/amenities/stickers?lang=en&only={amenity('lift').id}")
    assert one.count("data-sticker") == 1
    assert "Lift" in one


def test_a_room_with_an_object_is_not_deleted(admin, send, amenity):
    text = send(f"/manage/building/rooms/{amenity('water').room_id}/removal", 409)

    assert "something there is checked" in text
