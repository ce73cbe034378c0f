"""The confirmation of a message on paper: nothing to press, and the address at which it is tracked."""

import pytest
from playwright.sync_api import expect

OFFICE = "set_up"


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_on_paper_the_address_is_written_out_and_there_is_nothing_to_press(server, screen, lang):
    page = screen("/messages/new?kind=suggestion", lang, (390, 844))
    page.locator("#body").fill("نیمکت")
    for step in ("who", None):
        page.locator("#filing button[data-kind=main]").click()
        if step:
            page.wait_for_selector(f"[name=step][value={step}]", state="attached")
    expect(page.locator(".voice-filed")).to_be_visible()
    expect(page.locator(".voice-where")).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator(".voice-where")).to_contain_text("/track")
    expect(page.locator(".voice-where")).to_be_visible()
    expect(page.locator("main .button:visible")).to_have_count(0)
