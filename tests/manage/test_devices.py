"""Pairing a device by the code on its screen, and ending one."""

import pytest

from deskq import tokens
from deskq.office import service
from deskq.office.models import Device
from tests.manage.words import HOSTILE


@pytest.fixture(autouse=True)
def signed_in(sign_in):
    return sign_in("admin")


@pytest.fixture
def waiting(office):
    """A device of a kind that shows its code."""
    return lambda kind: service.begin_pairing(office, kind, tokens.new())


def test_a_device_is_paired_by_its_code_however_it_is_typed(send, row, waiting):
    code = waiting("kiosk").code

    text = send("/manage/devices", code=f" {code[:3].lower()} {code[3:]}", name="کیوسک در")

    assert "“کیوسک در” is paired" in text
    assert row(Device, kind="kiosk").paired_at is not None


def test_a_tablet_belongs_to_a_counter(send, row, waiting):
    code = waiting("tablet").code

    refused = send("/manage/devices", 422, code=code, name="Tablet")
    taken = send("/manage/devices", code=code, name="Tablet", counter="2")

    assert "Please name the counter of this tablet." in refused
    assert 'value="Tablet"' in refused
    assert "is paired" in taken
    assert row(Device, kind="tablet").counter_id is not None


def test_a_code_that_no_screen_shows_is_refused_beside_its_field(send):
    text = send("/manage/devices", 422, code="AAA AAA", name="Kiosk")

    assert text.count("No device shows this code.") == 2
    assert 'aria-invalid="true"' in text
    assert 'href="#code"' in text


def test_a_code_is_too_old_after_its_time(send, waiting, later):
    code = waiting("lobby").code
    later(minutes=11)

    send("/manage/devices", 422, code=code, name="Lobby")


def test_a_device_is_ended_after_a_question(send, page, row, waiting):
    send("/manage/devices", code=waiting("kiosk").code, name="Kiosk by the door")
    device = row(Device, kind="kiosk")

    asked = page("/manage/devices")
    text = send(f"/manage/devices/{device.id}/revocation")

    assert "will show nothing until it is paired again" in asked
    assert "no longer paired" in text
    assert "Kiosk by the door" not in text


def test_a_device_is_ended_once(send, row, waiting):
    send("/manage/devices", code=waiting("kiosk").code, name="Kiosk")
    device = row(Device, kind="kiosk")
    send(f"/manage/devices/{device.id}/revocation")

    send(f"/manage/devices/{device.id}/revocation", 404)


def test_a_hostile_name_is_only_text(send, waiting):
    text = send("/manage/devices", code=waiting("kiosk").code, name=HOSTILE)

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text
