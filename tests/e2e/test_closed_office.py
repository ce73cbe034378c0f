"""A closed office: kiosk and lobby show that, why, and when it opens again."""

from playwright.sync_api import Page, expect

from deskq.core.text.persian import persian_digits
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.visitor_steps import live, speaks

WORDS = {
    "fa": {"closed": "اکنون بسته است", "why": "جشن شهر"},
    "en": {"closed": "We are closed", "why": "City festival"},
}


def close_today(screen: Screens) -> None:
    """The admin writes today into the calendar as a day that differs."""
    admin = screen.clerk("admin")
    admin.goto("/manage/calendar")
    address = admin.locator(".ahead-list a").first.get_attribute("href")
    admin.goto(str(address))
    admin.locator("#s-reason_fa").fill(WORDS["fa"]["why"])
    admin.locator("#s-reason_en").fill(WORDS["en"]["why"])
    admin.locator("#special form button[data-kind=main]").click()
    expect(admin.locator(".note[data-kind=done]")).to_be_visible()


@LANGUAGES
def test_a_closed_day_is_told_with_its_reason_and_a_waiting_visitor_is_still_called_after_the_doors_have_closed(
    server, screen, lang
):
    words = WORDS[lang]
    lobby = live(screen("/lobby", lang, (1920, 1080)))
    kiosk = live(screen("/kiosk", lang, (1080, 1920)))
    expect(kiosk.locator(".choice").first).to_be_visible()
    waiting = server.issue()
    server.open(1)
    expect(lobby.locator("#welcome")).to_be_visible()

    close_today(screen)

    for page, part in ((lobby, "#closed"), (kiosk, ".closed")):
        expect(page.locator(part)).to_contain_text(words["why"])
        expect(page.locator(part)).to_contain_text(words["closed"])
        assert times(page, part), "when it opens again"
        speaks(page, lang)
    expect(lobby.locator(".board-foot-title")).to_have_count(0)
    expect(kiosk.locator(".choice")).to_have_count(0)

    server.call(1)
    code = waiting["code"] if lang == "en" else persian_digits(waiting["code"])
    expect(lobby.locator("[data-card][data-kept-shown] .card-code")).to_have_text(code)
    expect(lobby.locator("#closed")).to_have_count(0)


def times(page: Page, part: str) -> bool:
    """A time such as ۰۰:۰۰ stands there."""
    return bool(page.locator(part).evaluate("(part) => /[0-9۰-۹]{1,2}:[0-9۰-۹]{2}/.test(part.innerText)"))
