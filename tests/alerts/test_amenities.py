"""Faults of amenities raise an alert until somebody sees to them, and another one when they are not repaired."""

import pytest
from sqlalchemy import select

from deskq.amenities.models import Amenity
from deskq.amenities.service import checks, objects, repairs, reports
from deskq.amenities.service.checks import Checker
from deskq.core import actors
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from tests.alerts.conftest import after, notices


@pytest.fixture
def water(office) -> int:
    return db.session.scalars(select(Amenity.id).filter_by(office_id=office, kind="water")).first()


@pytest.fixture
def who(office):
    def find(name: str) -> Checker:
        person = staff_queries.person_by_name(db.session(), name)
        return Checker(office, actors.person(person.id), person.id)

    return find


def test_a_fault_is_told_until_somebody_sees_to_it(round_, told, standing, office, water, who):
    told("amenity")
    fault = reports.report(office, actors.VISITOR, water).id
    round_()
    assert standing() == [("amenity", fault)]

    repairs.take(who("rahimi"), fault, True)
    round_()
    assert standing() == []


def test_what_is_not_repaired_in_time_is_told_again_until_it_is(round_, told, standing, every, office, water, who):
    told("amenity")
    told("unrepaired")
    fault = reports.report(office, actors.VISITOR, water).id
    repairs.take(who("rahimi"), fault, True)
    after(hours=7.9)
    round_()
    assert standing() == []

    after(hours=0.2)
    round_()
    assert standing() == [("unrepaired", fault)]
    after(hours=3)
    assert every()[0].figure == 8
    repairs.repair(who("rahimi"), fault)
    round_()
    assert standing() == []


def test_hours_of_the_office_count(round_, told, standing, office, water):
    objects.save_kinds(office, "test", {"water": {"hours": 2, "person_id": None}})
    told("unrepaired")
    fault = reports.report(office, actors.VISITOR, water).id
    after(hours=2)

    round_()

    assert standing() == [("unrepaired", fault)]


def test_an_alert_of_a_press_that_was_undone_ends(round_, told, standing, water, who, office):
    told("amenity")
    presser = who("supervisor")
    checks.check(presser, water, False)
    round_()
    assert [kind for kind, _ in standing()] == ["amenity"]

    press = checks.day_round.last_press(db.session(), office, 14050903, presser.person_id)
    checks.undo(presser, press[0].press)
    round_()
    assert standing() == []


def test_the_hall_page_and_who_answers_for_it_are_noticed_and_others_are_not(
    open_, round_, told, follow, office, water, who
):
    told("amenity")
    objects.save_kinds(office, "test", {"water": {"hours": 8, "person_id": who("civil").person_id}})
    civil, city, hall = open_("civil"), open_("city"), open_("supervisor", "panel")
    reports.report(office, actors.VISITOR, water)

    round_()
    follow()

    for page in (civil, hall):
        (notice,) = notices(page)
        assert notice["address"] == "/amenities/faults"
        assert "آب آشامیدنی" in notice["body"]
    assert notices(city) == []


def test_people_on_duty_get_it_by_sms(round_, told, on_duty, work, gateway, office, water):
    told("unrepaired", texts=True)
    on_duty()
    reports.report(office, actors.VISITOR, water)
    after(hours=9)

    round_()
    work()

    ((_, text),) = gateway.taken
    assert "آب آشامیدنی" in text
    assert "۹ ساعت" in text
    assert "/a/" not in text
