"""A visit is rated within a day; who comes later is told so, and nothing is taken."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House
from tests.journeys.steps import live, speaks, state

TWO_DAYS = 2 * 24 * 3600 * 1_000_000
LATE = {"fa": "مهلت امتیاز دادن به این مراجعه گذشته است", "en": "The time for rating this visit is over"}


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_phone_opened_too_late_offers_no_faces(house, screen, lang):
    visit = finished(house)
    two_days_pass(house, visit["id"])

    phone = live(screen(f"/t/{visit['token']}", lang, (390, 844)))

    state(phone, "done")
    expect(phone.locator(".visit-hint")).to_contain_text(LATE[lang])
    expect(phone.locator("form.rate")).to_have_count(0)
    speaks(phone, lang)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_face_pressed_on_a_page_left_open_for_days_takes_nothing_and_says_why(house, screen, lang):
    visit = finished(house)
    phone = live(screen(f"/t/{visit['token']}", lang, (390, 844)))
    expect(phone.locator("#face-5")).to_be_visible()
    two_days_pass(house, visit["id"])

    phone.locator("#face-5").click()

    expect(phone.locator("main")).to_contain_text(LATE[lang])
    assert ratings(house) == 0
    reloaded(phone)
    expect(phone.locator("form.rate")).to_have_count(0)


def finished(house: House) -> dict[str, object]:
    house.open(1)
    return house.at(1, "done")


def two_days_pass(house: House, ticket: object) -> None:
    """The visit ended two days earlier than it did; the clock of the machine is nobody's to move."""
    with closing(database(house)) as kept, kept:
        moved = "UPDATE ticket SET finished_at = finished_at - ?, since = since - ? WHERE id = ?"
        assert kept.execute(moved, (TWO_DAYS, TWO_DAYS, ticket)).rowcount == 1


def ratings(house: House) -> int:
    with closing(database(house)) as kept:
        return int(kept.execute("SELECT count(*) FROM rating").fetchone()[0])


def database(house: House) -> sqlite3.Connection:
    return sqlite3.connect(Path(house.env["DESKQ_INSTANCE"]) / "deskq.sqlite")


def reloaded(phone: Page) -> None:
    phone.reload()
    live(phone)
