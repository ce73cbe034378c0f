"""The tablet at the counter: asleep, awake after a visit, one tap, thanks, asleep."""

from playwright.sync_api import expect

from tests.journeys.steps import live, speaks


def test_the_tablet_wakes_after_a_visit_and_takes_one_tap(house, screen):
    house.open(1)
    tablet = live(screen("/counters/1/rating", size=(1280, 800)))
    expect(tablet.locator(".asleep")).to_be_visible()
    speaks(tablet, "fa")

    issued = house.at(1, "done")
    expect(tablet.locator(".awake")).to_be_visible()
    speaks(tablet, "fa")
    tablet.locator("#face-4").click()

    expect(tablet.locator("[data-thanks]")).to_be_visible()
    tablet.wait_for_selector("[data-thanks]", state="hidden")
    expect(tablet.locator(".asleep")).to_be_visible()
    phone = screen(f"/t/{issued['token']}", size=(390, 844))
    expect(phone.locator(".note[data-kind=done]")).to_be_visible()
