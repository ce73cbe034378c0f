"""Journey: where SMS are on, who joins from outside enters a code first."""

import re
from urllib.parse import parse_qs

from playwright.sync_api import expect

from tests.e2e.test_fits import over
from tests.e2e.test_join import PHONE, join
from tests.e2e.test_texts import gateway, server
from tests.e2e.visitor_steps import live, state

__all__ = ["gateway", "server"]


def test_a_number_is_proven_before_the_ticket_is_given(server, screen, gateway):
    page = screen("/join", size=PHONE)
    join(page, "09120000001")
    expect(page.locator("#sms_code-hint")).to_contain_text("۰۹۱۲ ۰۰۰ ۰۰۰۱")
    text = parse_qs(gateway.wait_for_requests(1)[0].body)["message"][0]

    page.locator("#sms_code").fill("۱۲")
    page.locator(".own-confirm button").click()
    expect(page.locator("#sms_code-problem")).to_contain_text("۴")
    page.set_viewport_size({"width": 320, "height": 640})
    assert over(page)[0] == 0
    page.locator("#sms_code").fill(re.search("[۰-۹]{6}", text)[0])
    page.locator(".own-confirm button").click()

    state(live(page), "held")
    english = screen("/join", "en", PHONE)
    join(english, "09120000002")
    expect(english.locator("h1")).to_have_text("Enter the code we texted you")
