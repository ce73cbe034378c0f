"""The operator of 137: a call is registered by keyboard alone, and duplicates are linked."""

from PIL import Image
from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits
from tests.e2e.conftest import LANGUAGES
from tests.e2e.page_actions import Typist
from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import press, speaks

OFFICE = "set_up"

#: So many seconds a call may take (issue: ≤ 30 s).
CALL = 30
READ_OUT = {"fa": "پاسخ داده می‌شود", "en": "We will answer by"}
LINKED = {"fa": "پیش‌تر هم گزارش کرده‌اند", "en": "This was reported before"}


def operator(screen, lang: str) -> Page:
    page = screen.sign_in("operator", lang)
    page.goto(screen.address("/intake", lang))
    page.wait_for_selector("#category[role=combobox]")
    return page


def code_of(page: Page) -> str:
    page.wait_for_selector(".taken-code")
    return ascii_digits(page.locator(".taken-code").inner_text()).replace(" ", "")


@LANGUAGES
def test_a_call_by_keyboard_alone_and_the_same_matter_again(server, screen, lang):
    """A call with all that is usually said: words, subject, street, the caller's mobile number. 59 letters and digits
    and 7 other keys: 27 seconds of a modest typist. One said before: 29 letters, 4 other keys, 15 seconds."""
    page = operator(screen, lang)
    expect(page.locator("#body")).to_be_focused()
    speaks(page, lang)
    typist = Typist(page)

    typist.type("چاله‌ای جلوی مدرسه است")
    typist.press("Tab")
    typist.type("چاله")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    typist.press("Enter")
    expect(page.locator("#address")).to_be_focused()
    typist.type("طالقانی، روبه‌روی بانک")
    typist.press("Tab", "Tab", "Tab")
    expect(page.locator("#phone")).to_be_focused()
    typist.type("09121234567")
    typist.press("Control+Enter")

    first = code_of(page)
    assert len(first) == 12
    assert typist.others <= 7
    assert typist.seconds <= CALL
    expect(page.locator(".taken")).to_contain_text(READ_OUT[lang])
    speaks(page, lang)
    expect(page.locator(".taken [autofocus]")).to_be_focused()
    page.keyboard.press("Enter")  # the next call

    page.wait_for_selector("#category[role=combobox]")
    expect(page.locator("#body")).to_be_focused()
    typist = Typist(page)
    typist.type("همان چاله بزرگ شده")
    typist.press("Tab")
    typist.type("چاله")
    typist.press("Enter")
    expect(page.locator("#address")).to_be_focused()
    typist.type("طالقانی")
    near = page.locator(".near-one")
    expect(near).to_have_count(1)
    speaks(page, lang)
    typist.press("Control+1")

    second = code_of(page)
    assert second != first
    assert typist.others <= 4
    assert typist.seconds <= CALL
    expect(page.locator(".taken")).to_contain_text(LINKED[lang])
    facts = ascii_digits(page.locator(".taken-facts").inner_text().replace("\u2066", "")).replace(" ", "")
    assert facts.count(first) == 1
    speaks(page, lang)


def test_photos_of_a_letter_are_beyond_the_last_key_of_a_call_and_reached_by_keys(server, screen, tmp_path):
    Image.new("RGB", (600, 400), "gray").save(tmp_path / "letter.jpg")
    page = operator(screen, "fa")
    page.on("filechooser", lambda _: None)  # choosers are caught from here on: just before the key may be too late
    page.locator("[data-register]").focus()

    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.parentElement.className") != "near intake-photos":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#photos")).to_be_focused()
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(tmp_path / "letter.jpg")

    expect(page.locator(".intake-photos .file-pick-names")).to_have_text("letter.jpg")
    page.locator("#body").fill("نامه‌ای رسید")
    page.locator("#address").fill("کوچهٔ بهار")
    press(page, "Control+Enter")
    assert len(code_of(page)) == 12


def test_the_whole_form_is_visible_at_once_and_a_missing_field_gets_the_focus_while_typed_text_stays(server, screen):
    page = operator(screen, "fa")
    button = page.locator("[data-register]").bounding_box()
    assert button["y"] + button["height"] <= 768
    assert over(page)[0] == 0

    page.keyboard.type("سطل پر است")
    press(page, "Control+Enter")

    expect(page.locator("#address")).to_be_focused()
    expect(page.locator("#body")).to_have_value("سطل پر است")
    screen.complaints.clear()  # the browser's own word about the 422
    page.keyboard.type("کوچهٔ بهار")
    press(page, "Control+Enter")
    assert len(code_of(page)) == 12
