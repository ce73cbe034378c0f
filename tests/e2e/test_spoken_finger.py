"""The spoken mode by touch: sliding explores, a double tap chooses."""

from playwright.sync_api import expect

from tests.e2e.audio_listener import NEXT, Listener


def test_a_finger_explores_and_two_taps_choose(screen):
    ear = Listener(screen, "en")
    page = ear.page
    page.locator("[data-listen]").click()
    assert ear.hears(2)[0].startswith("Read aloud is on. Slide a finger")
    first, second = (page.locator("[data-choice]").nth(n).bounding_box() for n in (0, 1))

    page.mouse.move(first["x"] + 90, first["y"] + 30)
    page.mouse.down()
    assert ear.hears()[0].startswith("Build a house.")
    page.mouse.move(second["x"] + 90, second["y"] + 30, steps=4)
    assert ear.hears()[0].startswith("City bills.")
    page.mouse.up()
    page.mouse.move(20, 160)
    page.mouse.click(20, 160)
    page.mouse.click(20, 160)

    assert ear.hears() == ["City bills. Which one is it? There are 2 choices."]


def test_one_tap_only_asks_what_is_there(screen):
    ear = Listener(screen, "en")
    ear.press(NEXT, 2)

    ear.page.locator("[data-choice]").nth(2).click()

    assert ear.hears()[0].startswith("Property, loans, shops.")
    expect(ear.page.locator("main[data-page=home]")).to_have_count(1)
