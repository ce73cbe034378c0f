"""A box opening: before a witness, ten slips typed by keyboard, then the minutes."""

from PIL import Image
from playwright.sync_api import expect

from deskq.core.text.persian import ascii_digits
from tests.e2e.conftest import LANGUAGES
from tests.e2e.test_operator import operator
from tests.e2e.visitor_steps import press, speaks

OFFICE = "set_up"

SLIPS = 10
EMPTY = (4, 9)  # these say nothing
SCANNED = (1, 7)


@LANGUAGES
def test_ten_slips(server, screen, lang, tmp_path):
    Image.new("RGB", (1200, 800), "linen").save(tmp_path / "slip.jpg")
    page = operator(screen, lang)
    page.goto(screen.address("/boxes", lang))
    speaks(page, lang)
    page.locator(".box .button").first.click()
    page.fill("#slips", "۱۰")
    page.locator("[name=witnesses]").first.check()
    page.locator(".form > .button").click()
    page.wait_for_url("**/openings/*")

    for n in range(1, SLIPS + 1):
        expect(page.locator(".opening-progress progress")).to_have_attribute("value", str(n - 1))
        page.wait_for_selector("#category[role=combobox]")
        if n in EMPTY:
            press(page, "F8")
            continue
        expect(page.locator("#body")).to_be_focused()
        page.keyboard.type(f"برگهٔ {n}: چراغ پارک خاموش است")
        page.keyboard.press("Tab")
        page.keyboard.type("green")
        if n in SCANNED:
            page.locator("#scan").set_input_files(tmp_path / "slip.jpg")
            expect(page.locator(".file-pick-names")).to_have_text("slip.jpg")
        press(page, "Control+Enter")
        if n == 2:  # typed wrongly: undone, and typed anew
            expect(page.locator(".opening-progress progress")).to_have_attribute("value", "2")
            press(page, "F9")
            expect(page.locator("#body")).to_have_value("برگهٔ 2: چراغ پارک خاموش است")
            press(page, "Control+Enter")
        speaks(page, lang)

    expect(page.locator(".opening-progress progress")).to_have_attribute("value", str(SLIPS))
    page.wait_for_selector("#category[role=combobox]")
    press(page, "Shift+F8")
    page.wait_for_url("**/minutes*")
    speaks(page, lang)
    codes = page.locator(".minutes-codes tbody tr")
    expect(codes).to_have_count(SLIPS)
    expect(page.locator(".minutes-codes .code")).to_have_count(SLIPS - len(EMPTY))
    assert "چراغ" not in page.locator(".minutes").inner_text()
    assert ascii_digits(page.locator(".minutes-facts").inner_text()).count("8")
    code = ascii_digits(codes.nth(SCANNED[0] - 1).locator(".code").inner_text())
    page.goto(screen.address(f"/inbox?q={code}", lang))
    if "/inbox/" not in page.url:
        page.locator(".inbox-title a").click()
    expect(page.locator(".message-photos img")).to_have_count(1)
    # decode() waits, and fails on a broken picture; a function that is waited for is polled by eval, which pages forbid
    page.locator(".message-photos img").evaluate("img => img.decode()")
