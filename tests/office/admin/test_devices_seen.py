"""When a device was last in contact: noted by each process, stored by a job, shown to the admin."""

from datetime import timedelta

import pytest

from deskq.access.devices.models import Device
from deskq.core import clock
from deskq.core.db import writing
from deskq.core.extensions import db
from deskq.jobs import table
from tests.live.conftest import browser, enter, pair, socket

__all__ = ["browser", "enter", "pair", "socket"]


@pytest.fixture
def run(app):
    """``run("live.devices")``: one run of a background job."""
    return lambda name: table.of(app).jobs[name].function()


@pytest.fixture
def seen_at():
    def read(device_id: int):
        db.session.remove()
        return db.session().get_one(Device, device_id).seen_at

    return read


@pytest.fixture
def kiosk(pair):
    return pair("kiosk")


def test_a_request_is_stored_by_the_job_and_not_by_the_request_and_at_most_once_a_minute(kiosk, run, seen_at, later):
    began = clock.now()
    kiosk.get("/kiosk")
    assert seen_at(kiosk.device_id) is None
    run("live.devices")
    assert seen_at(kiosk.device_id) == began

    later(seconds=59)
    kiosk.get("/kiosk")
    commits = writing.commits()
    run("live.devices")
    assert (seen_at(kiosk.device_id), writing.commits()) == (began, commits)

    later(seconds=1)
    kiosk.get("/kiosk")
    run("live.devices")
    assert seen_at(kiosk.device_id) == began + timedelta(minutes=1)


def test_a_screen_that_is_only_connected_is_seen_until_it_leaves(pair, socket, run, seen_at, later):
    lobby = pair("lobby")
    screen = socket(lobby)
    screen.watch("lobby")
    run("live.devices")
    connected = later(minutes=30)
    run("live.recheck"), run("live.devices")
    assert seen_at(lobby.device_id) == connected

    screen.leave()
    later(minutes=30)
    run("live.recheck"), run("live.devices")

    assert seen_at(lobby.device_id) == connected


def test_a_stranger_is_no_device(browser, run):
    browser().get("/kiosk")
    commits = writing.commits()

    run("live.devices")

    assert writing.commits() == commits


def test_the_admin_sees_when_it_was_seen(kiosk, enter, run, later):
    admin = enter("admin")
    assert "not seen yet" in admin.get("/manage/devices?lang=en").text
    later(minutes=5)
    kiosk.get("/kiosk")
    run("live.devices")

    text = admin.get("/manage/devices?lang=en").text

    assert "not seen yet" not in text
    assert "Last seen" in text
    assert text.count("10:05") == 1
