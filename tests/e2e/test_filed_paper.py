"""The confirmation of a message on paper: nothing to press, and the address at which it is tracked."""

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.visitor_steps import file_message

OFFICE, SHARED = "set_up", True


@LANGUAGES
def test_on_paper_the_address_is_written_out_and_there_is_nothing_to_press(server, screen, lang):
    page = screen("/messages/new?kind=suggestion", lang, (390, 844))
    file_message(page, body="نیمکت")
    expect(page.locator(".voice-filed")).to_be_visible()
    expect(page.locator(".voice-where")).to_be_hidden()

    page.emulate_media(media="print")

    expect(page.locator(".voice-where")).to_contain_text("/track")
    expect(page.locator(".voice-where")).to_be_visible()
    expect(page.locator("main .button:visible")).to_have_count(0)
