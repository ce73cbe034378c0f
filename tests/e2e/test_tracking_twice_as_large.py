"""The tracking pages of a message and of an application on a narrow phone with text alone twice as large."""

from itertools import pairwise

from playwright.sync_api import Page

from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.page_actions import open_application
from tests.e2e.visitor_steps import file_message, text_twice_as_large
from tests.e2e.visual import geometry
from tests.e2e.visual.pages import NARROW, PHONE

OFFICE, SHARED = "set_up", True

NUMBER = "09121234567"
COMPLAINT = {"body": "با من تند صحبت شد", "name": "سارا احمدی", "phone": NUMBER, "home": "کوچهٔ گل‌ها ۳"}


def fits(page: Page, code: str, lang: str) -> None:
    page.goto(Screens.address(f"/track/{code}", lang))
    for size in (PHONE, NARROW):
        assert geometry.faults(page, size, 24) == [], size


def fits_before_and_after_the_digits(page: Page, code: str, lang: str, personal: str) -> None:
    """``personal``: what the page shows only after the last four digits of the number."""
    fits(page, code, lang)
    page.locator("#digits").fill(NUMBER[-4:])
    page.locator("form[action*=proof] button").click()
    page.wait_for_selector(personal)
    fits(page, code, lang)


@LANGUAGES
def test_a_message_fits_before_and_after_the_digits(server, screen, lang):
    page = text_twice_as_large(screen("/messages/new?kind=complaint", lang, NARROW))
    file_message(page, **COMPLAINT)
    code = page.url.split("/")[-1].split("?")[0]

    stranger = text_twice_as_large(screen("/", lang, NARROW))
    fits_before_and_after_the_digits(stranger, code, lang, ".said")


@LANGUAGES
def test_an_application_fits_before_and_after_the_digits(screen, enter, lang):
    clerk = enter("karimi")
    code = open_application(clerk, "building_permit", phone=NUMBER, parcel_code="۹-۸۷-۶")

    citizen = text_twice_as_large(screen("/", lang, NARROW))
    fits_before_and_after_the_digits(citizen, code, lang, ".app-send")


def test_a_whole_code_is_in_sight_while_it_is_typed(staged):
    screen, _ = staged
    page = text_twice_as_large(screen("/track", "fa", NARROW))

    page.locator("#code").fill("۱۲۳۴ ۵۶۷۸ ۹۰۱۲")

    assert page.locator("#code").evaluate("(field) => field.scrollWidth <= field.clientWidth")


def test_buttons_that_take_two_lines_do_not_touch(screen):
    page = screen("/messages/new?kind=complaint", size=PHONE)
    file_message(page, **COMPLAINT)

    buttons = [one.bounding_box() for one in page.locator(".voice-print .button").all()]
    boxes = sorted(filter(None, buttons), key=lambda box: box["y"])
    gaps = [low["y"] - high["y"] - high["height"] for high, low in pairwise(boxes) if low["y"] > high["y"] + 1]
    assert min(gaps) >= 6  # px; there are several lines
