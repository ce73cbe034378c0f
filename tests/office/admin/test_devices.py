"""Admin pages of devices: pair by the code on the screen, rename, move, revoke."""

import pytest

from deskq.access.devices import cookies, service
from deskq.access.devices.models import Device
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Office
from tests.tools.admin_pages import HOSTILE

pytestmark = pytest.mark.usefixtures("admin")


@pytest.fixture
def unpaired(office):
    """A device of a kind that shows its code."""
    return lambda kind, secret="": service.begin_pairing(office, kind, secret or secrets.new())


def signed(secret: str) -> str:
    return str(cookies._signer().dumps(secret))


def test_a_device_is_paired_by_its_code_however_it_is_typed(send, row, unpaired):
    code = unpaired("kiosk").code

    text = send("/manage/devices", code=f" {code[:3].lower()} {code[3:]}", name="کیوسک در")

    assert "“کیوسک در” paired." in text
    assert row(Device, kind="kiosk").paired_at is not None


def test_a_tablet_belongs_to_a_counter(send, row, unpaired):
    code = unpaired("tablet").code

    refused = send("/manage/devices", 422, code=code, name="Tablet")
    taken = send("/manage/devices", code=code, name="Tablet", counter="2")

    assert "Please choose the counter for this tablet." in refused
    assert 'value="Tablet"' in refused
    assert "” paired." in taken
    assert row(Device, kind="tablet").counter_id is not None


def test_a_code_that_no_screen_shows_or_that_has_expired_is_refused_beside_its_field(send, unpaired, later):
    text = send("/manage/devices", 422, code="AAA AAA", name="Kiosk")
    assert text.count("No device is showing this code.") == 2
    assert 'aria-invalid="true"' in text
    assert 'href="#code"' in text

    code = unpaired("lobby").code
    later(minutes=11)
    send("/manage/devices", 422, code=code, name="Lobby")


def test_a_code_is_taken_up_to_its_last_moment(send, row, unpaired, later):
    code = unpaired("lobby").code
    later(seconds=service.CODE_LIFETIME.total_seconds())

    unpaired("kiosk")  # forgets devices whose codes have expired

    send("/manage/devices", code=code, name="Lobby")
    assert row(Device, kind="lobby").paired_at is not None


def test_devices_whose_code_expired_are_forgotten_with_the_next_one(unpaired, later, row):
    unpaired("lobby")
    later(minutes=11)

    unpaired("kiosk")

    assert row(Device, kind="lobby") is None


def test_a_device_is_revoked_once_after_a_confirmation_and_then_neither_shown_nor_moved(send, page, row, unpaired):
    send("/manage/devices", code=unpaired("kiosk").code, name="Kiosk by the door")
    device = row(Device, kind="kiosk")

    asked = page("/manage/devices")
    text = send(f"/manage/devices/{device.id}/revocation")

    assert "will show nothing until you pair it again" in asked
    assert "Device unpaired." in text
    assert "Kiosk by the door" not in text
    send(f"/manage/devices/{device.id}/revocation", 404)
    page(f"/manage/devices/{device.id}", 404)
    send(f"/manage/devices/{device.id}", 404, name="Kiosk")


def test_markup_in_a_name_is_escaped(send, unpaired):
    text = send("/manage/devices", code=unpaired("kiosk").code, name=HOSTILE)

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_tablet_moves_to_another_counter_and_its_page_follows(send, row, unpaired, app):
    device = unpaired("tablet", "its secret")
    send("/manage/devices", code=device.code, name="Tablet", counter="2")
    tablet = app.test_client()
    tablet.set_cookie("deskq_tablet_3", signed("its secret"))
    assert tablet.get("/counters/3/rating").location == "/counters/2/rating"
    before = row(Device, kind="tablet").counter_id

    refused = send(f"/manage/devices/{device.id}", 422, name="Tablet", counter="99")
    assert "Please choose the counter for this tablet." in refused
    assert row(Device, kind="tablet").counter_id == before

    text = send(f"/manage/devices/{device.id}", name="Tablet of counter three", counter="3")
    db.session.remove()
    assert "Tablet of counter three” saved" in text
    assert tablet.get("/counters/2/rating").location == "/counters/3/rating"
    assert tablet.get("/counters/3/rating").status_code == 200
    assert tablet.get_cookie("deskq_tablet_2") is None


def test_a_kiosk_can_only_be_renamed(send, row, unpaired):
    send("/manage/devices", code=unpaired("kiosk").code, name="Kiosk")

    send(f"/manage/devices/{row(Device, kind='kiosk').id}", name="Kiosk by the stairs")

    assert (row(Device, kind="kiosk").name, row(Device, kind="kiosk").counter_id) == ("Kiosk by the stairs", None)


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        ("5", "the latest call in large type and lists the others"),
        ("8", "rotates a few others"),
        ("12", "only the latest call fits"),
        ("15", "even the latest call does not fit on a 55-inch screen. This screen is readable up to 14.1 metres"),
    ],
)
def test_the_page_says_what_the_board_shows_at_its_distance(page, office, distance, words):
    with transaction(office, "test") as tx:
        tx.session.get_one(Office, office).viewing_distance = float(distance)
        tx.config_changed()

    assert words in page("/manage/devices")
