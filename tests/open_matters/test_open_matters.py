"""The public page of open matters: nothing personal, positions to a square, "me too" counted once for each browser."""

import re

import pytest

from deskq.core.extensions import db
from deskq.message_admin.service.lists import save_category
from deskq.messages.models import Message
from deskq.messages.rules import geo
from deskq.messages.service.answer import Answer, answer
from deskq.messages.tracking_code import spaced
from deskq.open_matters import queries
from deskq.open_matters.rules import Edges, edges_around, picture
from deskq.portal import service as portal

PLACE = {"lat": 36_071_234, "lon": 49_701_234}
SECRETS = ("چاله در خیابان", "خیابان امام", "سارا", "09121234567", "36071", "36.071", "49701", "49.701")


@pytest.fixture
def pothole(file):
    return file(category="asphalt", name="سارا احمدی", phone="09121234567", **PLACE)


def rows(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'id="matter-(\d+)"', page)]


def test_a_matter_is_shown_by_subject_and_square_and_by_nothing_else(client, pothole):
    page = client.get("/open").text

    assert rows(page) == [pothole.id]
    assert "چاله و لکه‌گیری آسفالت" in page
    assert [secret for secret in (*SECRETS, pothole.code, spaced(pothole.code)) if secret in page] == []
    assert f"cell={geo.cell(PLACE['lat'], PLACE['lon'])}" in page


def test_only_open_requests_of_public_categories_are_listed(client, file, action, units, office, about, pothole):
    for kind in ("criticism", "complaint", "suggestion", "praise", "report"):
        file(kind, category="asphalt")
    file(category="conduct")
    file()
    gone, done = file(category="green"), file(category="green")
    portal.withdraw(office, gone.id)
    answer(action("operator", done), Answer("explained", "شد"))
    assert rows(client.get("/open").text) == [pothole.id]

    row = about().category_by_code["asphalt"]
    names = ("code", "name_fa", "name_en", "position", "offered", "icon", "class_id", "unit_id", "proof", "permit")
    save_category(office, "person:1", row.id, {name: getattr(row, name) for name in names} | {"listed": False})

    assert rows(client.get("/open").text) == []
    assert client.post(f"/open/{pothole.id}/me-too").status_code == 404


def test_the_list_is_narrowed_by_subject_and_square_and_has_pages(client, file, about, pothole):
    green = [file(category="green", lat=36_080_000, lon=49_710_000).id for _ in range(queries.PAGE + 2)]
    categories = about().category_by_code

    assert rows(client.get(f"/open?category={categories['asphalt'].id}").text) == [pothole.id]
    assert rows(client.get(f"/open?cell={geo.cell(36_080_000, 49_710_000)}").text) == green[:1:-1]
    assert rows(client.get(f"/open?before={green[1]}").text) == [green[0], pothole.id]
    assert rows(client.get("/open?category=x&cell=-1&before=").text)[0] == green[-1]


def test_me_too_counts_once_for_each_browser_changes_no_revision_and_is_refused_where_it_is_not_public(
    browser, file, pothole, now_of
):
    one, other, hidden = browser(), browser(), file(category="conduct")

    for comes in (one, one, other):
        assert comes.post(f"/open/{pothole.id}/me-too").status_code == 303
    for message_id in (hidden.id, 999_999):
        assert one.post(f"/open/{message_id}/me-too").status_code == 404

    after = now_of(pothole.id)
    assert (after.supporters, after.turn) == (2, pothole.turn)
    assert now_of(hidden.id).supporters == 0
    assert "شما هم گفتید" in one.get("/open").text


def test_the_form_says_what_is_reported_near_before_it_is_sent(client, pothole, file, about):
    file("complaint", category="asphalt", **PLACE)
    fields = {
        "kind": "request", "step": "where", "request_key": "onekey-of-a-page", "body": "چاله",
        "category_id": about().category_by_code["asphalt"].id,
    }  # fmt: skip

    near = client.post("/messages/steps", data={**fields, "lat": PLACE["lat"] + 300, "lon": PLACE["lon"]}).text
    far = client.post("/messages/steps", data={**fields, "lat": PLACE["lat"] + 90_000, "lon": PLACE["lon"]}).text

    assert re.findall(r'formaction="/open/(\d+)/me-too"', near) == [str(pothole.id)]
    assert "me-too" not in far
    assert [secret for secret in ("سارا", "09121234567", pothole.code) if secret in near] == []


def test_marks_lie_in_the_middle_of_their_square_and_grow_with_their_number():
    here, there = geo.cell(36_000_100, 49_000_100), geo.cell(36_020_100, 49_020_100)
    edges = edges_around([here, there])

    drawn = picture({here: 1, there: 9}, edges)

    assert geo.centre(here) == (36_001_000, 49_001_000)
    assert [mark.cell for mark in drawn.marks] == [there, here]
    assert drawn.marks[0].radius > drawn.marks[1].radius
    assert (drawn.marks[0].x > drawn.marks[1].x, drawn.marks[0].y < drawn.marks[1].y) == (True, True)
    assert picture({here: 1}, Edges(1, 0, 0, 1)).marks == []
    assert geo.centre(geo.cell(-100, -100)) == (-1_000, -1_000)


def test_the_numbers_of_squares_are_those_of_the_list(file, office, about, pothole):
    file(category="asphalt", **PLACE)
    file(category="asphalt")
    categories = queries.listed_categories(about())

    found = queries.numbers(db.session(), office, categories, categories)

    assert found.by_cell == {geo.cell(PLACE["lat"], PLACE["lon"]): 2}
    assert sum(found.by_category.values()) == db.session().query(Message).count()
    assert queries.numbers(db.session(), office, categories, set()).by_cell == {}
