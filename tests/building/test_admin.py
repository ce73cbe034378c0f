"""The table of rooms, the page of one room, floors with a plan, signs to print."""

import re

from deskq.building import pictures
from tests.tools.forms import form_of
from tests.tools.images import picture

ROW = {"floor_id": "", "kind": "room", "number": "", "name_fa": "", "name_en": "", "unit_id": "", "phone": ""}


def cells(key, **values):
    return {f"{column}-{key}": value for column, value in (ROW | values).items()}


def revision(text):
    return re.search(r'name="revision" value="(\w+)"', text)[1]


def test_a_real_office_begins_with_ticked_places(office, no_rooms, admin, page, send, entries):
    assert "Places to begin with" in page("/manage/building")

    send("/manage/building/templates", kinds=["toilet", "pay", "prayer"])

    assert [(one.title.en, one.floor.name_en) for one in entries()] == [
        ("Cashier", "Ground floor"), ("Toilet", "Ground floor"), ("Prayer room", "Ground floor"),
    ]  # fmt: skip


def test_rows_are_pasted_from_a_spreadsheet_and_a_floor_with_a_usual_name_has_its_english_name(
    no_rooms, admin, send, entries
):
    send(
        "/manage/building/pasted",
        rows="همکف\t۱۲\t\t\tبایگانی\t۲۱۱\n2\t201\tدفتر شهردار\tMayor’s office\nطبقه سوم\t۲۰۴\tدبیرخانه",
    )

    assert [(one.title.fa, *one.floor.name, one.room.number, one.room.phone) for one in entries()] == [
        ("دبیرخانه", "طبقهٔ سوم", "Third floor", "204", ""),
        ("دفتر شهردار", "طبقهٔ دوم", "Second floor", "201", ""),
        ("بایگانی", "همکف", "", "12", "211"),
    ]


def test_pasted_rows_with_an_unknown_unit_are_refused_and_stay_in_the_field(no_rooms, admin, send, entries):
    text = send("/manage/building/pasted", status=422, rows="1\t\t\t\tیگان ناشناس")
    assert "These units do not exist: یگان ناشناس." in text
    assert "1\t\t\t\tیگان ناشناس" in text

    text = send("/manage/building/pasted", status=422, rows="1\t105\tدبیرخانه\t\tناموجود\n1\t106\t\t\tبایگانی")
    assert "These units do not exist: ناموجود." in text
    assert not entries()


def test_the_table_changes_and_adds_rows_at_once(admin, page, send, entries, of_kind):
    pay = of_kind("pay")
    floor = str(pay.floor.id)
    table = page("/manage/building")

    changed = cells(pay.id, floor_id=floor, kind="pay", number="۷", name_fa="صندوق", phone="۲۳۴")
    new = cells("new1", floor_id=floor, name_fa="دفتر", name_en="Office")
    send("/manage/building", revision=revision(table), **changed, **new, **cells("new2", floor_id=floor))

    by_name = {one.title.fa: one.room for one in entries()}
    assert (by_name["صندوق"].number, by_name["صندوق"].phone) == ("7", "234")
    assert by_name["دفتر"].name_en == "Office"
    assert len(by_name) == len(entries())


def test_a_wrong_cell_is_named_and_nothing_typed_is_lost(admin, page, send, of_kind):
    one = of_kind("room")
    table = page("/manage/building")

    text = send("/manage/building", 422, revision=revision(table), **cells(one.id, floor_id=str(one.floor.id)), **cells(
        "new1", floor_id=str(one.floor.id), name_fa="تازه"))  # fmt: skip

    assert f'href="#name_fa-{one.id}"' in text
    assert "Please give a name, a number or a unit." in text
    assert 'value="تازه"' in text


def test_somebody_else_who_saved_meanwhile_is_noticed(admin, page, send, of_kind):
    one = of_kind("pay")
    table = page("/manage/building")
    row = {"floor_id": str(one.floor.id), "kind": "pay"}
    send("/manage/building", revision=revision(table), **cells(one.id, **row, name_fa="صندوق یک"))

    text = send("/manage/building", 409, revision=revision(table), **cells(one.id, **row, name_fa="صندوق دو"))

    assert "Somebody else changed this" in text


def test_a_room_gets_a_photo_which_everybody_sees(admin, page, client, entries, of_kind):
    one = of_kind("pay")
    form = page(f"/manage/building/rooms/{one.id}")
    fields = {
        "floor_id": str(one.floor.id),
        "kind": "pay",
        "name_fa": "صندوق",
        "listed": "1",
        "revision": revision(form),
    }

    answer = client.post(f"/manage/building/rooms/{one.id}", data={**fields, "file": (picture(), "turn.png")})

    assert answer.status_code == 303
    name = next(each.room.photo for each in entries() if each.id == one.id)
    assert (pictures.folder() / name).is_file()
    assert f"/where/pictures/{name}" in page(f"/where/{one.id}")
    assert client.get(f"/where/pictures/{name}").mimetype == "image/webp"


def test_a_room_is_marked_on_the_plan_of_its_floor(admin, page, client, send, entries, of_kind):
    one = of_kind("pay")
    floor = f"/manage/building/floors/{one.floor.id}"
    fields = {"building_id": str(one.building.id), "level": "0", "name_fa": "همکف", "revision": revision(page(floor))}
    assert client.post(floor, data={**fields, "file": (picture(), "plan.png")}).status_code == 303

    send(
        f"/manage/building/rooms/{one.id}", floor_id=str(one.floor.id), kind="pay", name_fa="صندوق", listed="1",
        lat="4500", lon="2000",
    )  # fmt: skip

    assert '<circle class="where-spot" cx="' in page(f"/where/{one.id}")
    room = next(each.room for each in entries() if each.id == one.id)
    assert room.plan_y == 500
    assert 0 < room.plan_x < 1000


def test_a_room_that_is_not_listed_is_for_staff_only(admin, page, send, client, of_kind):
    one = of_kind("archive")

    send(f"/manage/building/rooms/{one.id}", floor_id=str(one.floor.id), kind="archive", name_fa="بایگانی")

    assert client.get(f"/where/{one.id}").status_code == 404
    assert f"/where/{one.id}" not in page("/where")


def test_door_plates_have_both_languages_and_a_code_on_both_papers(admin, page, of_kind):
    one = of_kind("archive")

    for paper in ("a4", "a3"):
        text = page(f"/manage/building/signs/doors?lang=en&room={one.id}&paper={paper}")
        assert text.count("data-sign") == 1
        assert f"css/screens/signs-{paper}.css" in text
        assert "بایگانی" in text
        assert "Archive" in text
        assert 'class="qr"' in text


def test_a_wall_sign_shows_the_chosen_places_with_their_arrows_or_says_what_to_do(admin, page, of_kind):
    pay, lift = of_kind("pay"), of_kind("lift")

    text = page(f"/manage/building/signs/wall?lang=en&arrow-{pay.id}=left&arrow-{lift.id}=up&arrow-999=up")

    assert text.count("sign-arrow") == 2
    assert "#arrow-left" in text
    assert "#stairs-up" in text
    assert "Nothing was chosen for this sign." in page("/manage/building/signs/wall")


def test_the_directory_for_the_wall_lists_every_floor(admin, page, entries):
    text = page("/manage/building/signs/directory")

    assert text.count('class="sign-floor"') == len({one.floor.id for one in entries()})


def test_the_table_saved_as_it_is_changes_nothing_in_either_language(admin, client, send, of_kind):
    one = of_kind("pay")
    send(f"/manage/building/rooms/{one.id}", floor_id=str(one.floor.id), kind="pay", number="۰۰۳", phone="۲۱۱")

    for language in ("fa", "en"):
        form = form_of(client.get("/manage/building", query_string={"lang": language}).text, "/manage/building")
        said = client.post("/manage/building?lang=en", data=form.values, follow_redirects=True).text
        assert "Nothing was different." in said
