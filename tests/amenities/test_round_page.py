"""/amenities: who may make the round, one press each, going on later, undo."""

import re

import pytest

from deskq.amenities.service import objects
from deskq.core import clock
from deskq.core.text import persian

BUTTON = re.compile(r'action="/amenities/(\d+)/(ok|broken)')


def press(client, kind, row, status=303):
    answer = client.post(f"/amenities/{row.id}/{kind}")
    assert answer.status_code == status
    return answer


def test_a_supervisor_finds_every_object_with_two_buttons_and_a_press_leads_back_to_its_row(supervisor, page, amenity):
    text = page("/amenities")
    assert len(BUTTON.findall(text)) == 2 * 12
    assert "0 of 12 checked" in text
    assert "The other 12 are in order" in text
    assert 'action="/amenities/undo"' not in text
    for address in ("/amenities/999/ok", "/amenities/999/broken"):
        assert supervisor.post(address).status_code == 404

    water = amenity("water")
    assert press(supervisor, "ok", water).location == f"/amenities#amenity-{water.id}"
    row = page("/amenities").partition(f'id="amenity-{water.id}"')[2].partition("</li>")[0]
    assert 'data-state="ok"' in row
    assert 'aria-pressed="true"' in row
    assert "Leila Jafari" in row
    assert f"{clock.local(clock.now()):%H:%M}" in row

    persian_page = supervisor.get("/amenities?lang=fa").text
    words = re.sub("<[^>]+>", " ", persian_page[persian_page.index("<main") :])
    assert "۱ از ۱۲ بررسی شد" in words
    assert words == persian.persian_digits(words)


def test_what_is_broken_stands_out_and_asks_whether_it_works_again(supervisor, page, amenity):
    press(supervisor, "broken", amenity("lift"))

    text = page("/amenities")

    assert 'data-state="broken"' in text
    assert "Works again" in text
    assert "Still broken" in text
    assert "Faults: 1" in text
    press(supervisor, "ok", amenity("lift"))
    assert 'data-state="broken"' not in page("/amenities")


def test_a_round_is_stopped_and_gone_on_with_by_somebody_else(supervisor, page, amenity, name_checker, sign_in):
    name_checker("rahimi")
    press(supervisor, "ok", amenity("seats"))
    supervisor.post("/sign-out")

    text = sign_in("rahimi").get("/amenities?lang=en").text

    assert "1 of 12 checked" in text
    assert "Leila Jafari" in text
    assert 'action="/amenities/undo"' not in text


def test_the_rest_is_one_press_and_so_is_its_undo(supervisor, send, page, amenity):
    press(supervisor, "broken", amenity("water"))

    text = send("/amenities/rest")

    assert "11 more are in order." in text
    assert "12 of 12 checked" in text
    assert "Round complete" in text
    last = re.search(r'name="press" value="(\d+)"', text)[1]
    assert "1 of 12 checked" in send("/amenities/undo", press=last)
    assert "1 of 12 checked" in send("/amenities/undo", press=last)


def test_an_older_press_is_not_undone_and_nothing_is_refused(supervisor, send, page, amenity):
    press(supervisor, "ok", amenity("water"))
    first = re.search(r'name="press" value="(\d+)"', page("/amenities"))[1]
    press(supervisor, "ok", amenity("lift"))

    assert "something was pressed after it" in send("/amenities/undo", 409, press=first)
    for nothing in ("", "x", "-1", "9" * 30):
        send("/amenities/undo", 422, press=nothing)


@pytest.mark.parametrize("name", ["karimi", "host", "planner", "operator"])
def test_others_may_only_if_they_were_named(sign_in, name_checker, name):
    client = sign_in(name)
    assert client.get("/amenities").status_code == 403
    assert "/amenities" not in client.get("/account").text
    client.post("/sign-out")

    name_checker(name)
    client = sign_in(name)

    assert client.get("/amenities").status_code == 200
    assert 'href="/amenities"' in client.get("/account").text
    assert client.get("/manage/amenities").status_code == 403


@pytest.mark.parametrize("name", ["inspectorate", "mayor", "regional"])
def test_roles_that_cannot_be_named_may_never(sign_in, name_checker, name):
    name_checker(name)

    assert sign_in(name).get("/amenities").status_code == 403


def test_nobody_is_asked_to_sign_in(client, amenity):
    water = amenity("water").id

    for method, path in (("get", "/amenities"), ("post", f"/amenities/{water}/ok"), ("get", "/amenities/faults")):
        answer = getattr(client, method)(path)
        assert answer.status_code == 303
        assert "/sign-in" in answer.location


def test_who_answers_for_a_kind_may_repair(office, sign_in, checker):
    objects.save_kinds(office, "test", {"water": {"hours": 8, "person_id": checker("taheri").person_id}})

    assert sign_in("taheri").get("/amenities").status_code == 200


def test_an_office_without_a_list_says_where_it_is_made(no_list, supervisor, page):
    text = page("/amenities")

    assert "Nothing is in the list yet." in text
    assert "/manage/amenities" in text
    assert 'href="/amenities"' not in page("/manage/alerts")
