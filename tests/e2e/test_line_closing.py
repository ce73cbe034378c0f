"""Journey: the queue closes before closing time, and anybody who holds a ticket is still called."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import live, rendered, state

KIOSK = (1080, 1920)
#: More than a counter can serve until closing.
MANY = 20


def close_in(server, minutes: int, setting: str) -> None:
    """The office closes in so many minutes, or at the end of the day, if that is sooner."""
    now = datetime.now(ZoneInfo("Asia/Tehran"))
    closes = min(now.hour * 60 + now.minute + minutes, 24 * 60 - 1)
    server.stop()
    server.query_rows("UPDATE opening SET opens = 0, closes = ?", closes)
    server.query_rows("UPDATE office SET line_closing = ?", setting)
    server.start()


@LANGUAGES
@pytest.mark.parametrize("setting", ["hard", "soft"])
def test_the_line_closes_before_closing_time(server, screen, lang, setting):
    close_in(server, 45, "soft")
    server.open(1)
    server.issue(late_ok=True)
    first = server.call(1)["id"]
    server.press(first, "service")
    kiosk = live(screen("/kiosk/services/info_desk", lang, KIOSK))
    expect(kiosk.locator(".take-ticket")).to_be_visible()

    held = [server.issue(late_ok=True) for _ in range(MANY)]
    close_in(server, 45, setting)
    wanted = "data-full" if setting == "hard" else "late_ok"
    rendered(live(kiosk), "/kiosk/services/info_desk", wanted)
    kiosk.reload()
    live(kiosk)

    if setting == "hard":
        expect(kiosk.locator(".take-ticket")).to_have_count(0)
        expect(kiosk.locator(".closed-ways")).to_be_visible()
    else:
        kiosk.locator(".take-ticket").click()
        kiosk.wait_for_selector("main[data-page=ticket]")
    phone = live(screen(f"/t/{held[0]['token']}", lang, (390, 844)))
    server.press(first, "completion")
    server.call(1)
    state(phone, "called")
