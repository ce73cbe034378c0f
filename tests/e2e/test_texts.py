"""A visitor leaves a number at the kiosk, by touch and by keyboard, and gets an SMS when called."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e import app_server
from tests.e2e.app_server import AppServer
from tests.e2e.conftest import LANGUAGES
from tests.e2e.test_axe import walk
from tests.e2e.visitor_steps import live, speaks, take_ticket, ticket_shown
from tests.sms.fake_gateway_server import FakeGatewayServer, serve_fake_gateway

TALL = (1080, 1920)


@pytest.fixture
def gateway() -> Iterator[FakeGatewayServer]:
    with serve_fake_gateway() as server:
        server.respond(200, {"return": {"status": 200, "message": "تایید شد"}, "entries": [{"messageid": 1}]})
        yield server


@pytest.fixture
def server(browser, seeded, tmp_path, gateway) -> Iterator[AppServer]:
    """A server whose messages go to the gateway of this test."""
    sms = {"SMS_GATEWAY": "kavenegar", "SMS_KEY": "a-key", "SMS_URL": gateway.address}
    with app_server.running_server(seeded[0], tmp_path / "instance", seeded[1], **sms) as running:
        yield running


def test_a_number_left_by_touch_is_told_of_the_call(server, screen, gateway):
    kiosk = live(screen("/kiosk", size=TALL))
    take_ticket(kiosk, "راهنمایی", "info_desk")
    kiosk.locator("[data-texts=offer]").click()
    kiosk.wait_for_selector("main[data-page=phone]")
    speaks(kiosk, "fa")

    kiosk.locator("[data-digit='۲']").click()
    expect(kiosk.locator("[data-problem]")).to_have_text("شمارهٔ موبایل با ۰۹ آغاز می‌شود.")
    kiosk.locator("[data-clear]").click()
    for digit in "۹۱۲۳۴۵۶۷۸":
        kiosk.locator(f"[data-digit='{digit}']").click()
    kiosk.locator(".pad [type=submit]").click()
    expect(kiosk.locator("[data-problem]")).to_have_text("شماره هنوز کامل نیست. باید ۱۱ رقم باشد.")
    kiosk.locator("[data-digit='۹']").click()
    expect(kiosk.locator("[data-grown]")).to_have_text("۰۹۱۲ ۳۴۵ ۶۷۸۹")
    kiosk.locator(".pad [type=submit]").click()

    expect(kiosk.locator("[data-texts=on]")).to_contain_text("۰۹۱۲***۶۷۸۹")
    assert kiosk.evaluate("deskqPrinted") == 1
    server.open(1)
    server.call(1)
    assert gateway.wait_for_requests(1)[0].path == "/v1/a-key/sms/send.json"


def test_a_number_is_left_by_keyboard_alone(server, screen):
    kiosk = live(screen("/kiosk", lang="en", size=TALL))
    for page in ("home", "group", "service"):
        kiosk.wait_for_selector(f"main[data-page={page}]")
        kiosk.keyboard.press("ArrowDown")
        kiosk.keyboard.press("Enter")
    ticket_shown(kiosk)
    kiosk.locator("[data-texts=offer]").focus()
    kiosk.keyboard.press("Enter")
    kiosk.wait_for_selector("main[data-page=phone]")

    kiosk.keyboard.type("9123456781")
    kiosk.keyboard.press("Backspace")
    kiosk.keyboard.type("9")
    kiosk.keyboard.press("Enter")

    expect(kiosk.locator("[data-texts=on]")).to_contain_text("0912***6789")


def test_keys_and_ways_are_large_and_on_the_screen_whatever_aids_are_on_and_escape_goes_back(server, screen):
    token = f"/kiosk/tickets/{server.issue()['token']}"
    kiosk = screen("/kiosk", size=TALL)

    for aids in ((), ("lower",), ("larger",), ("lower", "larger")):
        live(kiosk).goto(token)
        live(kiosk)
        for aid in aids:
            kiosk.locator(f"[data-aid={aid}]").click()
        kiosk.locator("[data-texts=offer]").click()
        kiosk.wait_for_selector("main[data-page=phone]")
        boxes = [button.bounding_box() for button in kiosk.locator("number-pad button, number-pad a").all()]
        foot = kiosk.locator(".foot").bounding_box()["y"]
        assert len(boxes) == 14
        assert all(min(box["width"], box["height"]) >= 64 and box["y"] + box["height"] <= foot + 12 for box in boxes)
        if aids == ("lower",):
            assert min(box["y"] for box in boxes) >= TALL[1] / 2

    kiosk.keyboard.press("Escape")
    kiosk.wait_for_selector("main[data-page=ticket]")
    expect(kiosk.locator("[data-texts=offer]")).to_be_visible()


@LANGUAGES
def test_the_pad_and_the_token_are_read_by_axe(server, screen, lang):
    token = f"/kiosk/tickets/{server.issue()['token']}"

    assert walk(screen, [token, f"{token}/phone"], lang, TALL, least=64) == []
