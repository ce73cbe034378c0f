"""The operator of 137: a call is taken with the keyboard alone, and what was said before is linked, not said twice."""

import pytest
from playwright.sync_api import Page, expect

from deskq.persian import ascii_digits
from tests.journeys.house import PASSWORD
from tests.journeys.steps import speaks

READ_OUT = {"fa": "پاسخ داده می‌شود", "en": "It is answered by"}
LINKED = {"fa": "پیش‌تر هم گفته شده است", "en": "It was said before"}


def operator(screen, lang: str) -> Page:
    page = screen(path="/sign-in", lang=lang)
    page.locator("[name=name]").fill("operator")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake*")
    page.wait_for_function("customElements.get('category-box') && document.querySelector('#category[role=combobox]')")
    return page


def code_of(page: Page) -> str:
    page.wait_for_selector(".taken-code")
    return ascii_digits(page.locator(".taken-code").inner_text()).replace(" ", "")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_call_by_keyboard_alone_and_the_same_matter_again(house, screen, lang):
    page = operator(screen, lang)
    expect(page.locator("#body")).to_be_focused()
    speaks(page, lang)

    page.keyboard.type("چاله‌ای جلوی مدرسه است")
    page.keyboard.press("Tab")
    page.keyboard.type("asphalt")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#address")).to_be_focused()
    page.keyboard.type("خیابان طالقانی، روبه‌روی بانک")
    page.keyboard.press("Control+Enter")

    first = code_of(page)
    assert len(first) == 12
    expect(page.locator(".taken")).to_contain_text(READ_OUT[lang])
    speaks(page, lang)
    page.keyboard.press("Enter")  # the next call has the focus

    page.wait_for_selector("#category[role=combobox]")
    page.keyboard.type("همان چاله بزرگ‌تر شده")
    page.keyboard.press("Tab")
    page.keyboard.type("asphalt")
    page.keyboard.press("Tab")
    page.locator("#address").focus()
    page.keyboard.type("طالقانی")
    near = page.locator(".near-one")
    expect(near).to_have_count(1)
    speaks(page, lang)
    page.keyboard.press("Control+1")

    second = code_of(page)
    assert second != first
    expect(page.locator(".taken")).to_contain_text(LINKED[lang])
    assert (
        ascii_digits(page.locator(".taken-facts").inner_text().replace("\u2066", "")).replace(" ", "").count(first) == 1
    )
    speaks(page, lang)


def test_all_of_the_form_stands_in_one_glance(house, screen):
    page = operator(screen, "fa")

    button = page.locator("[data-register]").bounding_box()

    assert button["y"] + button["height"] <= 768
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_what_is_missing_has_the_focus_and_what_was_typed_stays(house, screen):
    page = operator(screen, "fa")
    page.keyboard.type("سطل پر است")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#address")).to_be_focused()
    expect(page.locator("#body")).to_have_value("سطل پر است")
    screen.complaints.clear()  # the browser's own word about the 422
    page.keyboard.type("کوچهٔ بهار")
    page.keyboard.press("Control+Enter")
    assert len(code_of(page)) == 12
