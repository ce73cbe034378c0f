"""Counters stand in rooms of the table: one home for the fact, whichever page it is typed on."""

from deskq.building import queries, service
from deskq.core.extensions import db

PLACE = {"room_fa": "اتاق ۲۰۲", "room_en": "Room 202", "floor_fa": "طبقهٔ دوم", "floor_en": "Second floor"}


def room_of(office, number, counter):
    db.session.remove()
    return queries.counter_rooms(db.session(), office).get(counter(number).id)


def test_a_place_that_is_typed_at_two_counters_becomes_one_room(office, no_rooms, admin, send, counter, entries):
    for number in (1, 2):
        send(f"/manage/counters/{counter(number).id}", number=str(number), arrow="ahead", ranks=[], **PLACE)

    (made,) = entries()
    assert (made.title.fa, made.floor.name_fa, made.floor.level) == ("اتاق ۲۰۲", "طبقهٔ دوم", 2)
    assert room_of(office, 1, counter) == made.id
    assert [each.number for each in made.counters] == [1, 2]


def test_the_counters_follow_when_the_room_or_its_floor_is_changed(office, counter, entries):
    hall = next(one for one in entries() if len(one.counters) > 1)

    service.save_room(office, "test", hall.id, {"floor_id": hall.floor.id, "name_fa": "تالار", "name_en": "Great hall"})
    fields = {"building_id": hall.building.id, "level": 0, "name_fa": "هم‌سطح خیابان", "name_en": "Street level"}
    service.save_floor(office, "test", hall.floor.id, fields)

    places = {(one.room_fa, one.room_en, one.floor_fa) for one in (counter(each.number) for each in hall.counters)}
    assert places == {("تالار", "Great hall", "هم‌سطح خیابان")}


def test_a_room_in_another_building_is_named_with_the_building(office, counter, entries):
    annex = service.save_building(office, "test", None, {"name_fa": "ساختمان دو", "name_en": "Annex", "position": 9})
    floor = service.save_floor(office, "test", None, {"building_id": annex.id, "level": 1, "name_fa": ""})
    hall = next(one for one in entries() if len(one.counters) > 1)

    service.save_room(office, "test", hall.id, {"floor_id": floor.id})

    assert counter(hall.counters[0].number).floor_en == "Annex, First floor"


def test_a_room_is_chosen_on_the_page_of_a_counter(office, admin, send, counter, entries):
    archive = next(one for one in entries() if one.room.kind == "archive")
    one = counter(1)

    kept = {column: getattr(one, column) for column in PLACE}
    send(f"/manage/counters/{one.id}", number="1", arrow="ahead", ranks=[], room=str(archive.id), **kept)

    assert (counter(1).room_fa, counter(1).floor_fa) == ("بایگانی، اتاق ۲۰۱", "طبقهٔ دوم")
    assert room_of(office, 1, counter) == archive.id


def test_what_is_typed_at_a_counter_with_a_room_is_not_lost(office, admin, send, counter, entries):
    before = room_of(office, 1, counter)

    send(f"/manage/counters/{counter(1).id}", number="1", arrow="ahead", ranks=[], room=str(before), **PLACE)

    assert counter(1).room_fa == "اتاق ۲۰۲"
    assert room_of(office, 1, counter) != before


def test_a_counter_can_be_deleted_with_its_room_left(office, no_rooms, admin, send, counter, entries):
    send("/manage/counters", number="77", arrow="ahead", ranks=[], **PLACE)

    send(f"/manage/counters/{counter(77).id}/removal")

    assert counter(77) is None
    assert [one.title.fa for one in entries()] == ["اتاق ۲۰۲"]


def test_a_room_with_a_counter_is_not_deleted(admin, send, entries):
    hall = next(one for one in entries() if one.counters)

    assert "A counter stands in this room" in send(f"/manage/building/rooms/{hall.id}/removal", status=409)
