"""An appointment end to end: an admin opens slots, a phone books one, the kiosk checks in, the lobby calls."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from deskq.core.text.persian import ascii_digits, persian_digits
from tests.e2e.conftest import LANGUAGES
from tests.e2e.test_axe import read, walk
from tests.e2e.test_fits import CUT, over
from tests.e2e.visitor_steps import live, speaks, text_twice_as_large, ticket_shown
from tests.e2e.visual import geometry
from tests.e2e.visual.pages import NARROW, PHONE

LOW = (1366, 768)
WORDS = {
    "fa": ("پیش از آن فراخوانده نمی‌شوید", "شما در صف هستید"),
    "en": ("not call you before then", "You are in the queue"),
}
MINUTES = 5


@LANGUAGES
def test_from_the_admin_to_the_call(server, screen, lang):
    kept, in_line = WORDS[lang]
    admin = screen.clerk("admin")
    open_times(admin)

    phone = screen("/", lang, size=(390, 844))
    phone.locator("a.door[href^='/appointments']").click()
    speaks(phone, lang)
    phone.locator(".booking-service").first.click()
    speaks(phone, lang)
    phone.locator("a.month-day").first.click()
    phone.locator(".hour").nth(1).click()  # the first may come while the test runs
    phone.fill("#phone", "۰۹۱۲ ۳۴۵ ۶۷۸۹")
    speaks(phone, lang)
    phone.locator(".booking-form .button[data-kind=main]").click()
    code = ascii_digits(phone.locator(".own-code bdi").inner_text()).replace(" ", "")
    speaks(phone, lang)
    assert over(phone)[0] == 0

    kiosk = live(screen("/kiosk", lang, size=(1080, 1920)))
    kiosk.locator(".have-appointment[href*=appointment]").click()
    speaks(kiosk, lang)
    type_code(kiosk, code)
    number, path = ticket_shown(kiosk)
    expect(kiosk.locator(".token-ahead")).to_contain_text(kept)
    speaks(kiosk, lang)

    server.open(1)
    lobby = live(screen("/lobby", size=(1920, 1080)))
    own = live(screen(path, lang, size=(390, 844)))
    expect(own.locator(".visit")).to_have_attribute("data-state", "held")
    the_hour_comes(server)
    expect(own.locator(".visit")).to_have_attribute("data-state", "waiting", timeout=15_000)
    server.call(1)
    expect(lobby.locator("[data-card] .card-code").first).to_have_text(persian_digits(number))
    phone.reload()
    expect(phone.locator(".own-title")).to_contain_text(in_line)


def test_the_kiosk_takes_the_code_from_a_keyboard_and_says_what_is_wrong_with_it(server, screen):
    kiosk = live(screen("/kiosk/appointment", size=(1080, 1920)))

    kiosk.keyboard.type("12349")
    kiosk.keyboard.press("Backspace")
    kiosk.keyboard.type("56")
    expect(kiosk.locator(".keypad-shown")).to_have_value("۱۲۳۴۵۶")
    kiosk.keyboard.press("Enter")

    expect(kiosk.locator(".keypad-problem")).to_contain_text("این کد درست نیست")
    for key in kiosk.locator(".keypad-key").all():
        box = key.bounding_box()
        assert min(box["width"], box["height"]) >= 64
    kiosk.keyboard.press("Escape")
    kiosk.wait_for_selector("main[data-page=home]")


@LANGUAGES
def test_with_text_alone_twice_as_large_the_month_is_a_list_of_its_free_days(server, screen, lang):
    open_times(screen.clerk("admin"))
    phone = screen("/appointments/services/info_desk", lang, size=PHONE)
    expect(phone.locator(".month-days th").first).to_be_visible()
    expect(phone.locator(".month-weekday").first).to_be_hidden()

    text_twice_as_large(phone).reload()

    expect(phone.locator(".month-days th").first).to_be_hidden()
    expect(phone.locator("a.month-day .month-weekday").first).to_be_visible()
    for size in (PHONE, NARROW):
        assert geometry.faults(phone, size, 24) == [], size
    phone.locator("a.month-day").first.click()
    for size in (PHONE, NARROW):
        assert geometry.faults(phone, size, 24) == [], size


@LANGUAGES
@pytest.mark.soak
def test_every_page_is_read_by_axe_and_fits(server, screen, lang):
    open_times(screen.clerk("admin"))
    page = screen("/appointments/services/info_desk", lang)
    day = page.locator("a.month-day").first.get_attribute("href").split("?")[0]

    public = ["/", "/appointments", "/appointments/services/info_desk", day]
    assert walk(screen, public, lang, (390, 844)) == []
    for size in ((1080, 1920), LOW, (1920, 1080)):
        assert walk(screen, ["/kiosk", "/kiosk/appointment"], lang, size, least=64) == []
        for path in ("/kiosk", "/kiosk/appointment"):
            kiosk = live(screen(path, lang, size))
            assert over(kiosk) == [0, 0], (path, size)
            cut = kiosk.evaluate(CUT)
            if cut:  # only the low screen has to scroll, and a button on it says so
                assert size == LOW, (cut, path, size)
                expect(kiosk.locator(".more-below")).to_be_visible()
    for name, path in (("karimi", "/counters/appointment"), ("admin", "/manage/appointments")):
        staff = screen.clerk(name, bypass_csp=True)
        staff.goto(screen.address(path, lang))
        assert read(staff, lang) == []


def open_times(admin: Page) -> None:
    """Of the information desk, every five minutes around the clock, beginning at once."""
    admin.goto("/manage/appointments")
    admin.check("#t-open")
    admin.fill("#t-lead_minutes", "۰")
    admin.locator("form[action*=terms] button").click()
    expect(admin.locator(".note[data-kind=done]")).to_be_visible()
    speaks(admin, "fa")
    value = admin.locator("#service_id option", has_text="راهنمایی").first.get_attribute("value")
    admin.select_option("#service_id", value)
    for day in range(7):
        admin.check(f"[name=weekdays][value='{day}']")
    for field, text in (("opens", "۰:۰۰"), ("closes", "۲۴:۰۰"), ("slot_minutes", str(MINUTES)), ("capacity", "۲")):
        admin.fill(f"#{field}", text)
    admin.locator("form[action$=times] button[data-kind=main]").click()
    expect(admin.locator(".note[data-kind=done]")).to_be_visible()


def type_code(kiosk: Page, code: str) -> None:
    for digit in code:
        kiosk.locator(".keypad-key[data-digit]").nth(9 if digit == "0" else int(digit) - 1).click()
    kiosk.locator(".keypad-go").click()


def the_hour_comes(server) -> None:
    """The office's clock cannot be set from here: the promised hour is moved into the past instead."""
    gone = (datetime.now(UTC) - timedelta(seconds=5)).timestamp() * 1_000_000
    server.query_rows("UPDATE ticket SET returns_at = ?, arrived_at = ? WHERE state = 'held'", gone, gone)
