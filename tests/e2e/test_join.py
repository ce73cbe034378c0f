"""Journey: take a number from outside, arrive, be called."""

from playwright.sync_api import expect

from tests.e2e.conftest import LANGUAGES
from tests.e2e.test_fits import over
from tests.e2e.visitor_steps import live, state

PHONE = (390, 844)
AT_THE_HALL = {"latitude": 36.0712, "longitude": 49.6960}
NEXT_TOWN = {"latitude": 36.2797, "longitude": 50.0049}


def join(page, number: str) -> None:
    page.locator(".join-group", has=page.locator("[value=info_desk]")).locator("summary").click()
    page.locator("[name=service][value=info_desk]").check()
    page.locator("[name=phone]").fill(number)
    page.locator("[name=travel]").select_option("20")
    page.locator("main form button").click()


@LANGUAGES
def test_who_joins_from_outside_arrives_by_the_code_at_the_door_and_is_called(server, screen, lang):
    server.open(1)
    home = screen("/", lang, PHONE)
    home.locator("a[href^='/join']").click()
    join(home, "09120000001")
    phone = live(home)
    state(phone, "held")
    door = screen("/join/door", lang, (1920, 1080))
    digits = door.locator(".door-code").inner_text()

    phone.locator("#door-code").fill(digits)
    phone.locator(".here-form button").click()
    state(phone, "waiting")
    server.call(1)

    state(phone, "called")
    assert over(phone)[0] == 0


@LANGUAGES
def test_a_phone_shows_that_it_is_here_and_not_from_the_next_town(server, screen, lang):
    phone = screen("/join", lang, PHONE)
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation(NEXT_TOWN)
    join(phone, "09120000002")
    state(live(phone), "held")

    phone.locator("[data-asks]").click()
    expect(phone.locator("[data-problem]")).not_to_be_empty()
    state(phone, "held")

    phone.context.set_geolocation(AT_THE_HALL)
    phone.locator("[data-asks]").click()
    state(phone, "waiting")


@LANGUAGES
def test_the_number_of_a_phone_has_room_on_the_pad_of_the_kiosk(server, screen, lang):
    kiosk = screen("/kiosk/arrival", lang, (1080, 1920))
    for digit in "09123456788":
        kiosk.keyboard.press(digit)
    shown = kiosk.locator(".keypad-shown")
    kiosk.wait_for_function("() => document.fonts.status === 'loaded'")

    wide = shown.evaluate(
        """(input) => {
          const copy = document.createElement("span");
          copy.className = input.className;
          copy.style = "inline-size: max-content; border: 0";
          copy.textContent = input.value;
          input.after(copy);
          const { width } = copy.getBoundingClientRect();
          copy.remove();
          return width / input.clientWidth;
        }"""
    )

    assert wide < 0.9
