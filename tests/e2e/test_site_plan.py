"""The place of a room on the drawing of its floor, by a tap, and the way to it at the kiosk as visitors reach it."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.visitor_steps import live

OFFICE = "set_up"
TALL = (1080, 1920)


@pytest.fixture
def drawing(tmp_path) -> str:
    path = tmp_path / "plan.png"
    Image.new("RGB", (1600, 1000), "#eee").save(path)
    return str(path)


def test_a_room_is_marked_by_a_tap_on_the_drawing_and_shown_to_visitors(screen, enter, drawing):
    admin = enter("admin")
    admin.goto("/manage/building")
    admin.locator("a[href*='/manage/building/floors/']:not([href$=new])").first.click()
    admin.locator("main input[type=file]").set_input_files(drawing)
    admin.locator("main form button[data-kind=main]").click()
    expect(admin.locator(".note[data-kind=done]")).to_be_visible()
    admin.locator("main a[href*='/manage/building/rooms/']").first.click()
    expect(admin.locator(".plan-frame")).to_be_visible()
    room = admin.url.rsplit("/", 1)[1]
    size = admin.locator(".plan-frame").bounding_box()
    admin.locator(".plan-frame").click(position={"x": size["width"] / 4, "y": size["height"] / 2})

    admin.locator("main form button[data-kind=main]").first.click()

    expect(admin.locator(".note[data-kind=done]")).to_be_visible()
    visitor = screen(f"/where/{room}", size=(390, 844))
    spot = visitor.locator(".where-spot")
    assert abs(float(spot.get_attribute("cx")) - 400) < 16
    assert abs(float(spot.get_attribute("cy")) - 500) < 10
    admin.goto(f"/manage/building/rooms/{room}")
    expect(admin.locator(".plan-pin")).to_be_visible()


def test_the_way_at_the_kiosk_looks_the_same_when_it_is_reached_by_presses(screen, enter):
    admin = enter("admin")
    admin.goto("/manage/building")
    admin.locator("main a[href*='/manage/building/rooms/']").first.click()
    expect(admin.locator("[name=direction_fa]")).to_be_visible()
    admin.locator("[name=direction_fa]").fill("از در دوم، دست چپ.")
    admin.locator("main form button[data-kind=main]").first.click()
    expect(admin.locator(".note[data-kind=done]")).to_be_visible()
    kiosk = pair_kiosk(screen, admin)

    live(kiosk).locator("a[href$='/kiosk/where']").click()
    live(kiosk).locator("main a[href*='/kiosk/where/']").first.click()

    way = live(kiosk).locator(".where-direction").first
    expect(way).to_have_css("display", "grid")
    expect(way.locator("bdi")).to_have_text("از در دوم، دست چپ.")


def pair_kiosk(screen, admin):
    kiosk = screen("/kiosk", size=TALL)
    kiosk.locator(".pair button").click()
    expect(kiosk.locator(".pair-qr svg")).to_be_visible()
    admin.goto("/manage/setup/devices")
    admin.locator("main [name=code]").fill(kiosk.locator(".pair-code").inner_text().replace(" ", ""))
    admin.locator("main [name=name]").fill("کیوسک")
    admin.locator("main form[action^='/manage/setup/devices'] button[data-kind=main]").click()
    expect(kiosk.locator(".pair-code")).to_have_count(0)
    return kiosk
