"""Digits in the spoken mode: typed, chosen with two keys, or found by touch; each is read."""

import pytest
from playwright.sync_api import expect

from tests.e2e import app_server
from tests.e2e.audio_listener import CHOOSE, NEXT, Listener
from tests.e2e.test_appointment import open_times
from tests.tools.more_in_soak import more_in_soak

HINT = "Type the digits, or choose them one by one. After each digit, the next choice starts at 1 again."
CODE_PAGE = f"Your appointment code. Enter the six-digit code from your appointment page. {HINT}"
WRONG = "This code is not valid. Please check its six digits. Your appointment code."
ON_THE_SCREEN = """() => {
  const end = document.querySelector("main").getBoundingClientRect().bottom;
  const boxes = [...document.querySelectorAll("main :is(button, a)")].map((key) => key.getBoundingClientRect());
  return boxes.filter((box) => box.bottom <= end + 1 && box.height >= 64).length / boxes.length;
}"""


@pytest.fixture
def server(browser, seeded, tmp_path):
    """A server that would text its visitors."""
    with app_server.running_server(seeded[0], tmp_path / "instance", seeded[1], SMS_GATEWAY="console") as running:
        yield running


@pytest.fixture
def ear(screen):
    """On the page for the code, by ear alone."""
    open_times(screen.clerk("admin"), "info_desk")
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)
    ear.seek("I have an appointment")
    assert ear.press(CHOOSE) == [CODE_PAGE]
    return ear


def test_digits_are_typed_and_enter_sends_them(ear):
    assert ear.press("1", 2) == ["1", "Digit 1 of 6"]
    assert ear.press("2", 2) == ["2", "Digit 2 of 6"]
    assert ear.press("Backspace", 2) == ["Deleted. Remaining:", "1"]
    for place, digit in enumerate("2345", 2):
        assert ear.press(digit, 2) == [digit, f"Digit {place} of 6"]
    assert ear.press("6", 8) == ["All 6 digits:", *"123456", "Submit the code"]

    assert ear.press(CHOOSE) == [WRONG]


def test_incomplete_digits_are_reported_and_kept(ear):
    ear.press("1", 2)
    ear.press("2", 2)

    said = ear.press(CHOOSE, 4)

    assert said == ["The number is not complete. It must have 6 digits.", "So far:", "1", "2"]
    assert ear.press("r", 3) == ["So far:", "1", "2"]
    expect(ear.page.locator(".keypad-shown")).to_have_value("12")


@pytest.mark.soak
def test_enter_after_typing_presses_nothing_that_was_read_before(ear):
    ear.seek("Louder")

    for digit in "12345":
        ear.press(digit, 2)
    ear.press("6", 8)

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


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_mobile_number_is_left_by_ear(server, screen, lang):
    ear = Listener(screen, lang)
    ear.page.goto(screen.address(f"/kiosk/tickets/{server.issue()['token']}", lang))
    ear.page.wait_for_selector("[data-line=up]", state="attached")
    ear.restarted()
    ear.press("F1", 3)
    ear.seek({"fa": "با پیامک خبرم کنید", "en": "Text me updates"}[lang])
    (asked,) = ear.press(CHOOSE)
    assert asked.startswith({"fa": "شمارهٔ موبایل شما چیست؟", "en": "What is your mobile number?"}[lang])

    own = (lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))) if lang == "fa" else str
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
@pytest.mark.parametrize("page", ["phone", "appointment"])
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_no_key_hides_from_the_finger(server, screen, aid, page, size):
    path = f"/kiosk/tickets/{server.issue()['token']}/phone" if page == "phone" else "/kiosk/appointment"
    ear = Listener(screen, "fa")
    ear.page.set_viewport_size({"width": size[0], "height": size[1]})
    ear.page.goto(screen.address(path, "fa"))
    ear.page.wait_for_selector("[data-line=up]", state="attached")
    ear.restarted()
    if aid:
        ear.page.locator(f"[data-aid={aid}]").click()

    ear.press("F1", 2)

    assert ear.page.evaluate(ON_THE_SCREEN) == 1


def slide(page, where: str) -> None:
    """A finger that comes from beside the keys and lies on one of them."""
    box = page.locator(f"main {where}").bounding_box()
    page.mouse.move(20, 160)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.up()
