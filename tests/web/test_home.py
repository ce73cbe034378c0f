"""The front page leads citizens; devices and their pairing stand apart."""

import re

import pytest

from deskq.access.devices.models import Device
from deskq.access.devices.service import CODE_LIFETIME
from deskq.core.extensions import db
from tests.tools.device_pairing import PAIRING

PAGES = {"kiosk": "/kiosk", "lobby": "/lobby", "tablet": "/counters/1/rating", "hall": "/hall-screen"}


def links(text: str) -> set[str]:
    return set(re.findall(r'<a [^>]*href="([^"]*)"', text))


def devices() -> list[Device]:
    db.session.remove()
    return db.session().query(Device).all()


def test_the_front_page_leads_a_stranger_to_what_a_citizen_can_do_and_devices_have_a_page_of_their_own(client):
    found = links(client.get("/").text)

    assert {"/messages/new", "/track", "/published", "/sign-in", "/devices"} <= found
    assert not {"/kiosk", "/lobby"} & found
    assert {"/kiosk", "/lobby", "/"} <= links(client.get("/devices").text)


@pytest.mark.parametrize("kind", PAGES)
def test_a_device_has_a_code_only_after_somebody_asked_for_it(browser, kind):
    made = browser()
    looked = made.get(f"{PAGES[kind]}?lang=en").text
    before = devices()

    asked = made.post(PAIRING[kind].format(1), follow_redirects=True)

    assert "Show a pairing code" in looked
    assert before == []
    (device,) = devices()
    assert f"{device.code[:3]} {device.code[3:]}" in asked.text


def test_asking_twice_is_the_same_device_and_an_expired_code_is_renewed_by_itself(browser, later):
    made = browser()
    made.post("/devices/pairing/lobby")
    code = devices()[0].code

    made.post("/devices/pairing/lobby"), made.get("/lobby")

    assert [device.code for device in devices()] == [code]
    later(minutes=CODE_LIFETIME.total_seconds() // 60 + 1)

    text = made.get("/lobby").text

    (device,) = devices()
    assert device.code != code
    assert f"{device.code[:3]} {device.code[3:]}" in text


@pytest.mark.parametrize("path", ["toaster", "tablet", "kiosk/1"])
def test_what_is_no_device_cannot_be_paired(client, path):
    assert client.post(f"/devices/pairing/{path}").status_code == 404
    assert devices() == []
