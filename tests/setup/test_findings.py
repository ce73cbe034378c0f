"""What is missing or odd in the set-up: each kind by plain values, and the page of an office with all of them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from deskq.core import clock, last_backup
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.setup import findings
from deskq.setup.readiness import queries as readiness

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
SERVICE, SARA = Name("خدمت", "Service"), Name("سارا", "Sara")
TODAY, FOREVER = NOW.date(), date(2999, 12, 31)


@dataclass
class Row:
    id: int = 1
    name: Name = SERVICE
    number: int = 3
    room_fa: str = ""
    floor_fa: str = ""
    names: Name = SARA
    kind: str = "kiosk"
    seen_at: datetime | None = None
    service_id: int | None = None
    weekday: int = 0
    valid_from: date = TODAY
    valid_until: date = FOREVER


@pytest.fixture
def never_backed_up(instance):
    """The note of the last backup is kept in a file, beyond the database that each test gets anew."""
    (instance / last_backup.NAME).unlink(missing_ok=True)
    yield
    (instance / last_backup.NAME).unlink(missing_ok=True)


def kinds(found) -> list[str]:
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("counters", "able", "expected"),
    [
        ({}, {1: [Row(), Row(2)]}, ["service_unserved"]),
        ({1: [4]}, {1: []}, ["service_unskilled"]),
        ({1: [4]}, {1: [Row()]}, ["service_one_person"]),
        ({1: [4]}, {1: [Row(), Row(2)]}, []),
    ],
)
def test_a_service_needs_a_counter_and_two_people(counters, able, expected):
    assert kinds(findings.of_services([Row()], counters, able)) == expected


def test_a_counter_needs_a_service_and_a_place():
    assert kinds(findings.of_counters([Row()], {})) == ["counter_idle", "counter_nowhere"]
    assert kinds(findings.of_counters([Row(room_fa="سالن")], {1: {7: 1}})) == []


def test_a_person_who_is_locked_or_never_came_is_named():
    assert kinds(findings.of_people([Row()], {1}, {1})) == ["person_locked"]
    assert kinds(findings.of_people([Row()], (), ())) == ["person_never_in"]
    assert kinds(findings.of_people([Row()], (), {1})) == []
    assert kinds(findings.of_people([Row(number) for number in range(4)], (), ())) == ["people_never_in"]


def test_devices_that_are_not_there_unseen_or_silent():
    silent = Row(kind="lobby", seen_at=NOW - findings.SILENT - timedelta(seconds=1))

    assert kinds(findings.of_devices([], NOW)) == ["no_kiosk", "no_lobby"]
    assert kinds(findings.of_devices([Row(), silent], NOW)) == ["device_unseen", "device_silent"]
    assert kinds(findings.of_devices([Row(seen_at=NOW), Row(kind="lobby", seen_at=NOW)], NOW)) == []


def test_hours_that_end_or_lie_outside_those_of_the_office():
    own = Row(service_id=9, weekday=6)

    assert kinds(findings.of_hours([], {}, TODAY)) == ["no_hours"]
    assert kinds(findings.of_hours([Row(valid_until=TODAY)], {}, TODAY)) == ["hours_end"]
    assert kinds(findings.of_hours([Row(), own], {9: Name("ک", "X")}, TODAY)) == ["service_hours_outside"]
    assert kinds(findings.of_hours([Row(), Row(service_id=9)], {9: Name("ک", "X")}, TODAY)) == []


def test_a_backup_is_at_most_a_week_old():
    assert kinds(findings.of_backup(None, NOW)) == ["no_backup"]
    assert kinds(findings.of_backup(NOW - timedelta(days=8), NOW)) == ["old_backup"]
    assert kinds(findings.of_backup(NOW - timedelta(days=6), NOW)) == []


@pytest.mark.usefixtures("never_backed_up")
def test_the_page_names_each_with_a_page_that_opens_and_the_menu_counts_them(admin, office, instance):
    page = admin.get("/manage/setup?lang=en").text

    section = page.split('id="findings"')[1].split("</section>")[0]
    links = re.findall(r'<a href="([^"]+)"', section)
    assert "people have not signed in yet." in section
    assert "No backup has been made yet." in section
    lacking = len(readiness.missing_steps(db.session(), office))
    assert re.search(r'class="menu-count"[^>]*>([0-9]+)<', page)[1] == str(len(links) + lacking)
    assert {admin.get(link).status_code for link in set(links)} == {200}

    last_backup.note(instance, clock.now())
    assert "No backup has been made yet." not in admin.get("/manage/setup?lang=en").text


@dataclass
class Training:
    id: int = 1
    person_id: int = 1
    subject: str = "First aid"
    subject_key: str = "first aid"
    trained_on: date = TODAY - timedelta(days=400)
    valid_until: date | None = TODAY - timedelta(days=1)


def test_trainings_that_end_are_told_until_they_are_renewed_and_many_as_one_finding():
    ended, soon = Training(), Training(2, 1, "Fire", "fire", valid_until=TODAY + timedelta(days=30))
    renewed = Training(3, trained_on=TODAY, valid_until=None)
    many = [Training(number, 1, str(number), str(number)) for number in range(4)]

    assert kinds(findings.of_training([ended, soon], [Row()], set(), TODAY)) == ["training_ended", "training_soon"]
    assert kinds(findings.of_training([ended, soon, renewed], [Row()], set(), TODAY)) == ["training_soon"]
    (found,) = findings.of_training(many, [Row()], set(), TODAY)
    assert (found.kind, found.values) == ("trainings_ended", {"count": 4})


def test_clerks_without_a_training_are_told_once_the_register_is_in_use_and_who_left_needs_none():
    people, valid = [Row(), Row(2)], Training(valid_until=None)

    assert kinds(findings.of_training([], people, {1, 2}, TODAY)) == []
    assert kinds(findings.of_training([valid], people, {1, 2}, TODAY)) == ["training_none"]
    assert kinds(findings.of_training([valid], people, {1}, TODAY)) == []
    assert kinds(findings.of_training([Training(person_id=7)], [Row()], set(), TODAY)) == []
