"""A visit can be rated within a day; later attempts are refused with a message."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.app_server import AppServerWithClock
from tests.e2e.visitor_steps import live, speaks, state

SERVER_CLASS = AppServerWithClock
LATE = {"fa": "مهلت امتیاز دادن به این مراجعه گذشته است", "en": "The time to rate this visit has passed"}


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_phone_opened_too_late_offers_no_faces(server, screen, lang):
    visit = finished(server)
    two_days_pass(server)

    phone = live(screen(f"/t/{visit['token']}", lang, (390, 844)))

    state(phone, "done")
    expect(phone.locator(".visit-hint").first).to_contain_text(LATE[lang])
    expect(phone.locator("form.rate")).to_have_count(0)
    speaks(phone, lang)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_rating_on_a_page_left_open_for_days_is_refused_with_the_reason(server, screen, lang):
    visit = finished(server)
    phone = live(screen(f"/t/{visit['token']}", lang, (390, 844)))
    expect(phone.locator("#face-5")).to_be_visible()
    two_days_pass(server)

    phone.locator("#face-5").click()

    expect(phone.locator("main")).to_contain_text(LATE[lang])
    assert ratings(server) == 0
    reloaded(phone)
    expect(phone.locator("form.rate")).to_have_count(0)


def finished(server: AppServerWithClock) -> dict[str, object]:
    server.open(1)
    return server.ticket_at(1, "done")


def two_days_pass(server: AppServerWithClock) -> None:
    server.advance_to(server.now() + timedelta(days=2))


def ratings(server: AppServerWithClock) -> int:
    return server.query_row("SELECT count(*) FROM rating")[0]


def reloaded(phone: Page) -> None:
    phone.reload()
    live(phone)
