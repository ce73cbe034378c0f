"""A visitor leaves a number at the kiosk, by touch and by keyboard alone, and is told when called."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e import app_server as houses
from tests.e2e.app_server import House
from tests.e2e.test_axe import walk
from tests.e2e.visitor_steps import live, speaks, take_token, token_shown
from tests.load import bench_server
from tests.sms.desk_of_a_gateway import Desk, open_desk

TALL = (1080, 1920)


@pytest.fixture
def gateway() -> Iterator[Desk]:
    with open_desk() as desk:
        desk.says(200, {"return": {"status": 200, "message": "تایید شد"}, "entries": [{"messageid": 1}]})
        yield desk


@pytest.fixture
def house(browser, seeded, tmp_path, gateway, monkeypatch) -> Iterator[House]:
    """A house whose messages go to the gateway of this test."""
    sms = {"DESKQ_SMS_GATEWAY": "kavenegar", "DESKQ_SMS_KEY": "a-key", "DESKQ_SMS_URL": gateway.address}
    known = bench_server.environment
    monkeypatch.setattr(houses, "environment", lambda folder, port: known(folder, port) | sms)
    with houses.serving(seeded[0], tmp_path / "instance", seeded[1]) as running:
        yield running


def test_a_number_left_by_touch_is_told_of_the_call(house, screen, gateway):
    kiosk = live(screen("/kiosk", size=TALL))
    take_token(kiosk, "راهنمایی", "info_desk")
    kiosk.locator("[data-texts=offer]").click()
    kiosk.wait_for_selector("main[data-page=phone]")
    speaks(kiosk, "fa")

    kiosk.locator("[data-digit='2']").click()
    expect(kiosk.locator("[data-problem]")).to_have_text("شمارهٔ موبایل با ۰۹ آغاز می‌شود.")
    kiosk.locator("[data-clear]").click()
    for digit in "912345678":
        kiosk.locator(f"[data-digit='{digit}']").click()
    kiosk.locator(".pad [type=submit]").click()
    expect(kiosk.locator("[data-problem]")).to_have_text("شماره هنوز کامل نیست. باید ۱۱ رقم باشد.")
    kiosk.locator("[data-digit='9']").click()
    expect(kiosk.locator("[data-grown]")).to_have_text("۰۹۱۲ ۳۴۵ ۶۷۸۹")
    kiosk.locator(".pad [type=submit]").click()

    expect(kiosk.locator("[data-texts=on]")).to_contain_text("۰۹۱۲***۶۷۸۹")
    assert kiosk.evaluate("deskqPrinted") == 1
    house.open(1)
    house.call(1)
    assert gateway.heard(1)[0].path == "/v1/a-key/sms/send.json"


def test_a_number_is_left_by_keyboard_alone(house, screen):
    kiosk = live(screen("/kiosk", lang="en", size=TALL))
    for page in ("home", "group", "service"):
        kiosk.wait_for_selector(f"main[data-page={page}]")
        kiosk.keyboard.press("ArrowDown")
        kiosk.keyboard.press("Enter")
    token_shown(kiosk)
    kiosk.locator("[data-texts=offer]").focus()
    kiosk.keyboard.press("Enter")
    kiosk.wait_for_selector("main[data-page=phone]")

    kiosk.keyboard.type("9123456781")
    kiosk.keyboard.press("Backspace")
    kiosk.keyboard.type("9")
    kiosk.keyboard.press("Enter")

    expect(kiosk.locator("[data-texts=on]")).to_contain_text("0912***6789")


def test_escape_goes_back_to_the_token_without_a_number(house, screen):
    kiosk = live(screen("/kiosk", size=TALL))
    take_token(kiosk, "راهنمایی", "info_desk")
    kiosk.locator("[data-texts=offer]").click()
    kiosk.wait_for_selector("main[data-page=phone]")

    kiosk.keyboard.press("Escape")

    kiosk.wait_for_selector("main[data-page=ticket]")
    expect(kiosk.locator("[data-texts=offer]")).to_be_visible()


@pytest.mark.parametrize("aids", [(), ("lower",), ("larger",), ("lower", "larger")])
def test_keys_and_ways_are_large_and_on_the_screen(house, screen, aids):
    kiosk = live(screen("/kiosk", size=TALL))
    for aid in aids:
        kiosk.locator(f"[data-aid={aid}]").click()
    take_token(kiosk, "راهنمایی", "info_desk")
    kiosk.locator("[data-texts=offer]").click()
    kiosk.wait_for_selector("main[data-page=phone]")

    boxes = [button.bounding_box() for button in kiosk.locator("number-pad .button").all()]
    foot = kiosk.locator(".foot").bounding_box()["y"]

    assert len(boxes) == 14
    assert all(box["width"] >= 64 and box["height"] >= 64 and box["y"] + box["height"] <= foot + 12 for box in boxes)
    if aids == ("lower",):
        assert min(box["y"] for box in boxes) >= TALL[1] / 2


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_pad_and_the_token_are_read_by_axe(house, screen, lang):
    token = f"/kiosk/tickets/{house.issue()['token']}"

    assert walk(screen, [token, f"{token}/phone"], lang, TALL, least=64) == []
