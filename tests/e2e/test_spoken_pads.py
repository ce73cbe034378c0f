"""Digits in the spoken mode: typed, chosen with two keys, or found by touch; each is read."""

import pytest
from playwright.sync_api import expect

from deskq.core.text.persian import persian_digits
from tests.e2e.audio_listener import CHOOSE, NEXT, Listener
from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.test_appointment import open_times
from tests.tools.more_in_soak import more_in_soak

HINT = "Type the digits, or choose them one by one. After each digit, the next choice starts at 1 again."
CODE_PAGE = f"Your appointment code. Enter the six-digit code from your appointment page. {HINT}"
WRONG = "This code is not valid. Please check its six digits. Your appointment code."
SETTINGS, SHARED = {"SMS_GATEWAY": "console"}, True
ON_THE_SCREEN = """() => {
  const end = document.querySelector("main").getBoundingClientRect().bottom;
  const boxes = [...document.querySelectorAll("main :is(button, a)")].map((key) => key.getBoundingClientRect());
  return boxes.filter((box) => box.bottom <= end + 1 && box.height >= 64).length / boxes.length;
}"""


@pytest.fixture(scope="module")
def times(browser, shared_server) -> None:
    screens = Screens(browser, shared_server)
    open_times(screens.clerk("admin"))
    screens.close()


@pytest.fixture
def ear(screen, times):
    """On the page for the code, by ear alone."""
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)
    ear.seek("I have an appointment")
    assert ear.press(CHOOSE) == [CODE_PAGE]
    return ear


def test_digits_are_typed_and_enter_sends_them_when_they_are_complete(ear):
    ear.seek("Louder")  # Enter after typing presses nothing that was read before
    assert ear.press("1", 2) == ["1", "Digit 1 of 6"]
    assert ear.press("2", 2) == ["2", "Digit 2 of 6"]
    said = ear.press(CHOOSE, 4)
    assert said == ["The number is not complete. It must have 6 digits.", "So far:", "1", "2"]
    assert ear.press("r", 3) == ["So far:", "1", "2"]
    expect(ear.page.locator(".keypad-shown")).to_have_value("12")

    assert ear.press("Backspace", 2) == ["Deleted. Remaining:", "1"]
    for place, digit in enumerate("2345", 2):
        assert ear.press(digit, 2) == [digit, f"Digit {place} of 6"]
    assert ear.press("6", 8) == ["All 6 digits:", *"123456", "Submit the code"]
    assert ear.press(CHOOSE) == [WRONG]


def test_two_keys_enter_a_code_by_counting(ear):
    for place, digit in enumerate("30112", 1):
        presses = int(digit) or 10
        assert [ear.press(NEXT) for _ in range(presses)][-1] == [digit], "next n times is n"
        assert ear.press(CHOOSE, 2) == [digit, f"Digit {place} of 6"]
    ear.press(NEXT)
    assert ear.press(CHOOSE, 8) == ["All 6 digits:", *"301121", "Submit the code"]

    assert ear.press(CHOOSE) == [WRONG]


@pytest.mark.soak
def test_the_keys_that_are_no_digits_are_in_the_same_round(ear):
    ear.press("7", 2)
    ear.seek("Delete digit")
    assert ear.press(CHOOSE) == ["No digits entered."]

    ear.seek("Submit the code")
    ear.seek("Back")
    assert ear.press(CHOOSE)[0].startswith("What brings you here?")


def test_a_finger_finds_every_key_and_two_taps_type_it(ear):
    page = ear.page
    for digit in "1234567890":
        slide(page, f"[data-digit='{digit}']")
        assert ear.hears() == [digit]
    slide(page, "[data-erase]")
    assert ear.hears() == ["Delete digit"]
    slide(page, "[data-digit='4']")
    assert ear.hears() == ["4"]

    page.mouse.dblclick(20, 160)

    assert ear.hears(2) == ["4", "Digit 1 of 6"]


@LANGUAGES
def test_a_mobile_number_is_left_by_ear(server, screen, lang):
    ear = Listener(screen, lang)
    ear.open(f"/kiosk/tickets/{server.issue()['token']}")
    ear.press("F1", 3)
    ear.seek({"fa": "با پیامک خبرم کنید", "en": "Text me updates"}[lang])
    (asked,) = ear.press(CHOOSE)
    assert asked.startswith({"fa": "شمارهٔ موبایل شما چیست؟", "en": "What is your mobile number?"}[lang])

    own = persian_digits if lang == "fa" else str
    wrong = {"fa": "شمارهٔ موبایل با ۰۹ آغاز می‌شود.", "en": "A mobile number starts with 09."}[lang]
    assert ear.press("2", 2) == [own("2"), wrong]
    ear.press("Backspace")
    assert ear.press("9", 3)[:2] == [own("0"), own("9")], "the zero that comes by itself is told"
    for digit in "12345678":
        ear.press(digit, 2)
    assert ear.press("9", 13)[1:12] == list(own("09123456789"))
    ear.press(CHOOSE, 2)
    assert own("6 7 8 9") in ear.seek({"fa": "پیامک می‌دهیم", "en": "We will text"}[lang])


@pytest.mark.parametrize("aid", more_in_soak(["larger", "lower", ""]))
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_no_key_hides_from_the_finger(server, screen, aid, size):
    ear = Listener(screen, "fa")
    ear.page.set_viewport_size({"width": size[0], "height": size[1]})

    for path in (f"/kiosk/tickets/{server.issue()['token']}/phone", "/kiosk/appointment"):
        ear.open(path)
        if aid:
            ear.page.locator(f"[data-aid={aid}]").click()
        ear.press("F1", 2)
        assert ear.page.evaluate(ON_THE_SCREEN) == 1, path


def slide(page, where: str) -> None:
    """A finger that comes from beside the keys and lies on one of them."""
    box = page.locator(f"main {where}").bounding_box()
    page.mouse.move(20, 160)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.up()
