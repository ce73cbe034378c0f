"""With several offices the command says which office a finding is about; administrators see those of their own."""

import json
from datetime import timedelta

import pytest

from deskq.access.devices.models import Device
from deskq.core import clock
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from tests.conftest import PASSWORD
from tests.ops.backup.conftest import run
from tests.tools.device_pairing import paired

SILENT = "A board in the north"


@pytest.fixture
def north(app, doctor, browser):
    """A second office. Its lobby board has been silent for ten days."""
    office = office_demo.create_demo_office(PASSWORD, "north")
    paired(browser(), office, "lobby", root="/o/north")
    device = db.session.query(Device).filter_by(office_id=office).one()
    device.name, device.seen_at = SILENT, clock.now() - timedelta(days=10)
    db.session.commit()
    return office


def test_the_command_names_the_office_of_what_is_not_so_in_all_and_says_once_what_is(app, north):
    lines = [line.partition("] ")[2] for line in run(app, "doctor", "--language", "en").stdout.splitlines()]

    main, silent = (line for line in lines if "Screens" in line)
    assert main == "Screens and kiosks in main: No kiosk or screen has been paired yet."
    assert silent.startswith(f"Screens and kiosks in north: “{SILENT}” has not been in contact since ")
    (admins,) = (line for line in lines if "Only one administrator" in line)
    assert admins == "Accounts: Only one administrator can sign in. If they are ill, nobody can reset a password."


def test_json_has_the_office_of_each_finding(app, north):
    findings = json.loads(run(app, "doctor", "--json").stdout)["findings"]

    assert {one["office"] for one in findings if one["check"] == "accounts"} == {"main", "north"}
    assert {one["office"] for one in findings if one["check"] == "disk"} == {None}


def test_an_administrator_sees_nothing_of_another_office(client, sign_in, north):
    sign_in("admin")

    page = client.get("/manage/doctor?lang=en").text

    assert page.count("Only one administrator can sign in.") == 1
    assert SILENT not in page
