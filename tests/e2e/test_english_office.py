"""An office whose default language is English: its kiosk returns to English."""

from tests.e2e.visitor_steps import live, speaks, ticket_shown

SETTINGS = {"LANGUAGE": "en"}


def test_after_a_persian_visit_the_kiosk_speaks_english_again(screen):
    kiosk = live(screen("/kiosk", size=(1080, 1920)))
    speaks(kiosk, "en")
    kiosk.locator(".bar-button").click()
    kiosk.wait_for_selector("html[lang=fa]")
    kiosk.locator("[data-choice]").last.click()
    kiosk.locator("#choice-info_desk").click()
    kiosk.locator("button[name=priority][value='']").click()
    ticket_shown(kiosk)
    speaks(kiosk, "fa")

    kiosk.locator("[data-finish]").click()

    kiosk.wait_for_selector("main[data-page=home]")
    speaks(kiosk, "en")
