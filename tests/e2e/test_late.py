"""A visit can be rated within a day; later attempts are refused with a message."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.e2e.app_server import AppServerWithClock
from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, speaks, state

SERVER_CLASS = AppServerWithClock
LATE = {"fa": "مهلت امتیاز دادن به این مراجعه گذشته است", "en": "The time to rate this visit has passed"}


@LANGUAGES
def test_who_comes_after_two_days_finds_no_faces_and_who_left_the_page_open_is_refused_with_the_reason(
    server, screen, lang
):
    server.open(1)
    late, left_open = (server.ticket_at(1, "done")["token"] for _ in range(2))
    phone = live(screen(f"/t/{left_open}", lang, (390, 844)))
    expect(phone.locator("#face-5")).to_be_visible()
    server.advance_to(server.now() + timedelta(days=2))

    phone.locator("#face-5").click()
    expect(phone.locator("main")).to_contain_text(LATE[lang])
    assert server.query_rows("SELECT count(*) FROM rating") == [(0,)]
    phone.reload()
    expect(live(phone).locator("form.rate")).to_have_count(0)

    phone.goto(screen.address(f"/t/{late}", lang))
    state(live(phone), "done")
    expect(phone.locator(".visit-hint").first).to_contain_text(LATE[lang])
    expect(phone.locator("form.rate")).to_have_count(0)
    speaks(phone, lang)
