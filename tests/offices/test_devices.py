"""A device belongs to one office; moved to another while its visitor chooses, it says so and loses nothing."""

import pytest

from deskq.access.devices.models import Device
from deskq.core.db import journal
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.offices import service
from deskq.queue.models import Ticket
from tests.conftest import MORNING, PASSWORD
from tests.offices.conftest import MAIN, NORTH
from tests.tools.device_pairing import paired

CHOICE = {"service": "info_desk", "request_key": "k" * 24}


def kiosk(browser, office: int, root: str):
    return paired(browser(), office, "kiosk", root=root)


def moved(signed_in, north, office):
    """The administrator of the first office, who is one in the north too, moves the device."""
    service.add_account(north, "admin", "admin", "test")
    admin, device = signed_in("admin", MAIN), db.session().query(Device).order_by(Device.id.desc()).first()
    answer = admin.post(f"{MAIN}/manage/devices/{device.id}/office", data={"office": "north"})
    assert answer.status_code == 303, answer.text
    db.session.remove()


def test_a_device_paired_before_the_second_office_works_at_its_old_address(browser, office, app):
    comes = kiosk(browser, office, "")
    create_demo_office(PASSWORD, "north")

    assert comes.post("/kiosk/tickets", data=CHOICE).status_code == 303
    assert db.session().query(Ticket).one().office_id == office


def test_one_browser_may_be_a_kiosk_of_each_office(browser, office, north):
    comes = kiosk(browser, office, MAIN)
    comes = paired(comes, north, "kiosk", root=NORTH)

    for root in (MAIN, NORTH):
        assert comes.post(f"{root}/kiosk/tickets", data={**CHOICE, "request_key": root[-4:] * 6}).status_code == 303

    assert {row.office_id for row in db.session().query(Ticket)} == {office, north}


def test_a_moved_kiosk_tells_its_visitor_and_continues_in_its_new_office(browser, signed_in, office, north):
    comes = kiosk(browser, office, MAIN)
    moved(signed_in, north, office)

    answer = comes.post(f"{MAIN}/kiosk/tickets?lang=en", data=CHOICE)
    there = comes.post(f"{NORTH}/kiosk/tickets", data=CHOICE)

    assert answer.status_code == 403
    assert "This screen belongs to another office: Takestan North District Service Desk" in answer.text
    assert f'href="{NORTH}/kiosk' in answer.text
    assert there.status_code == 303
    assert db.session().query(Ticket).one().office_id == north


def test_a_tablet_is_not_moved(signed_in, browser, office, north):
    paired(browser(), office, "tablet", 5, root=MAIN)
    service.add_account(north, "admin", "admin", "test")
    device = db.session().query(Device).one()

    answer = signed_in("admin", MAIN).post(f"{MAIN}/manage/devices/{device.id}/office", data={"office": "north"})

    assert answer.status_code == 422
    assert db.session().get(Device, device.id).office_id == office


def test_a_device_goes_only_where_its_administrator_is_one(signed_in, browser, office, north):
    kiosk(browser, office, MAIN)
    device = db.session().query(Device).one()

    answer = signed_in("admin", MAIN).post(f"{MAIN}/manage/devices/{device.id}/office", data={"office": "north"})

    assert answer.status_code == 422


def test_both_journals_say_that_a_device_was_moved(browser, signed_in, office, north):
    kiosk(browser, office, MAIN)
    before = [journal.position(db.session(), one)[0] for one in (office, north)]

    moved(signed_in, north, office)

    for one, position in zip((office, north), before, strict=True):
        kinds = [entry.kind for entry in journal.after_sequence(db.session(), one, position, 100)]
        assert "device.changed" in kinds


@pytest.mark.parametrize(
    "changes",
    [{"paired_at": None}, {"revoked_at": MORNING}, {"office_id": "north"}, {"id": 4711}],
    ids=["not yet paired", "revoked", "of another office", "gone"],
)
def test_only_a_paired_device_of_the_office_is_moved(browser, office, north, changes):
    kiosk(browser, office, MAIN)
    device = db.session().query(Device).one()
    number = device.id
    for column, value in changes.items():
        setattr(device, column, north if value == "north" else value)
    db.session.commit()
    before = journal.position(db.session(), north)

    with pytest.raises(NotFound):
        service.move_device(office, number, north, "test")

    db.session.remove()
    assert db.session().query(Device).one().office_id == (north if "office_id" in changes else office)
    assert journal.position(db.session(), north) == before
