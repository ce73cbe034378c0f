"""Two-step sign-in in a real browser, by keyboard: required of clerks, set up by the QR code, then asked for."""

import re
from io import BytesIO
from time import time
from urllib.parse import parse_qs, urlsplit

import pyotp
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits
from tests.e2e import app_server
from tests.e2e.conftest import LANGUAGES

CODES_MADE = 30_000  #: milliseconds: ten recovery codes are hashed slowly on purpose, and slower on a busy machine


def password(page: Page, name: str) -> None:
    page.locator("[name=name]").fill(name)
    page.keyboard.press("Tab")
    page.keyboard.type(app_server.PASSWORD)
    page.keyboard.press("Enter")


def app_of(page: Page) -> pyotp.TOTP:
    """The app that has scanned the code on the page."""
    seen = zxingcpp.read_barcodes(Image.open(BytesIO(page.locator("svg.qr").screenshot())))
    address = urlsplit(seen[0].text)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    return pyotp.TOTP(parse_qs(address.query)["secret"][0])


def code(app: pyotp.TOTP, later: int = 0) -> str:
    """What the phone shows; ``later`` steps of 30 seconds later."""
    return app.at(int(time()), counter_offset=later)


@LANGUAGES
def test_a_clerk_whose_role_needs_it_sets_it_up_and_signs_in_with_it(server, screen, enter, lang):
    admin = enter("admin", lang=lang)
    admin.goto("/manage/second-factor")
    admin.locator("input[name=clerk]").focus()
    admin.keyboard.press("Space")
    admin.locator("form.panel button").press("Enter")
    expect(admin.locator("[role=status]")).to_be_visible()

    clerk = screen("/sign-in", lang=lang)
    password(clerk, "karimi")
    clerk.wait_for_url("**/sign-in/set-up*")
    app = app_of(clerk)
    expect(clerk.locator("[name=code]")).to_be_focused()
    clerk.keyboard.type("000000")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#code-problem")).to_be_visible()
    assert app_of(clerk).secret == app.secret
    clerk.keyboard.type(code(app))
    clerk.keyboard.press("Enter")
    codes = clerk.locator(".recovery-codes li")
    expect(codes).to_have_count(10, timeout=CODES_MADE)
    spare = ascii_digits(codes.first.inner_text())
    clerk.get_by_role("button", name=re.compile("Print|چاپ")).press("Enter")
    assert clerk.evaluate("deskqPrinted") == 1
    clerk.locator(".sheet a.button").press("Enter")
    clerk.wait_for_url("**/counters*")

    for number, typed in enumerate((code(app, 1), spare, spare)):  # a recovery code once only
        again = screen("/sign-in", lang=lang)
        password(again, "karimi")
        again.wait_for_url("**/sign-in/code*")
        expect(again.locator("[name=code]")).to_be_focused()
        again.keyboard.type(typed)
        again.keyboard.press("Enter")
        if number < 2:
            again.wait_for_url("**/counters*")
    expect(again.locator("#code-problem")).to_be_visible()


@LANGUAGES
def test_it_is_set_up_and_turned_off_on_the_account_page_and_reset_by_an_admin(screen, enter, lang):
    clerk = enter("karimi", lang=lang)
    clerk.goto("/account")
    clerk.locator("a[href='/account/second-factor']").press("Enter")
    clerk.locator("[name=password]").fill(app_server.PASSWORD)
    clerk.keyboard.press("Enter")
    app = app_of(clerk)
    clerk.locator("[name=code]").fill(code(app, -1))
    clerk.keyboard.press("Enter")
    expect(clerk.locator(".recovery-codes li")).to_have_count(10, timeout=CODES_MADE)
    clerk.locator(".sheet a.button").press("Enter")
    expect(clerk.locator("#remove-code")).to_be_visible()

    admin = enter("admin", lang=lang)
    admin.goto("/manage/people")
    admin.locator("tr", has_text="karimi").locator("a").first.click()
    admin.locator("section[aria-labelledby=second-factor] summary").press("Enter")
    admin.locator("section[aria-labelledby=second-factor] form button").press("Enter")
    expect(admin.locator("[role=status]")).to_be_visible()
    clerk.goto("/account/second-factor")
    clerk.wait_for_url(re.compile(r"/sign-in\?"))
    password(clerk, "karimi")
    clerk.wait_for_url(re.compile("^[^?]*/account/second-factor"))
    expect(clerk.locator("[name=password]")).to_be_visible()
