"""A visit is rated within a day; who comes later is told so, and nothing is taken."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.app_server import LaterHouse
from tests.e2e.visitor_steps import live, speaks, state

HOUSE = LaterHouse
LATE = {"fa": "مهلت امتیاز دادن به این مراجعه گذشته است", "en": "The time to rate this visit has passed"}


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_phone_opened_too_late_offers_no_faces(house, screen, lang):
    visit = finished(house)
    two_days_pass(house)

    phone = live(screen(f"/t/{visit['token']}", lang, (390, 844)))

    state(phone, "done")
    expect(phone.locator(".visit-hint").first).to_contain_text(LATE[lang])
    expect(phone.locator("form.rate")).to_have_count(0)
    speaks(phone, lang)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_face_pressed_on_a_page_left_open_for_days_takes_nothing_and_says_why(house, screen, lang):
    visit = finished(house)
    phone = live(screen(f"/t/{visit['token']}", lang, (390, 844)))
    expect(phone.locator("#face-5")).to_be_visible()
    two_days_pass(house)

    phone.locator("#face-5").click()

    expect(phone.locator("main")).to_contain_text(LATE[lang])
    assert ratings(house) == 0
    reloaded(phone)
    expect(phone.locator("form.rate")).to_have_count(0)


def finished(house: LaterHouse) -> dict[str, object]:
    house.open(1)
    return house.at(1, "done")


def two_days_pass(house: LaterHouse) -> None:
    house.until(house.now() + timedelta(days=2))


def ratings(house: LaterHouse) -> int:
    return house.one("SELECT count(*) FROM rating")[0]


def reloaded(phone: Page) -> None:
    phone.reload()
    live(phone)
