"""The doctor says when nobody, or only one person, can administer, and who signs in with a password alone."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from deskq.staff.models import Person
from deskq.staff.second_factor.models import SecondFactor
from tests.conftest import PASSWORD


@pytest.fixture
def admins(office):
    return staff_queries.active_admins(db.session(), office)


def test_one_admin_is_pointed_out(doctor, admins):
    assert len(admins) == 1

    found = doctor("accounts")

    assert [one.state for one in found] == ["hint", "hint"]
    assert "/manage/people" in found[0].advice
    assert "1 of 1" in found[1].text


def test_two_admins_with_two_steps_are_well(office, states, admins):
    staff_service.create_person(office, staff_service.NewPerson("second", "Second admin", "admin", PASSWORD), "test")
    for person_id in staff_queries.active_admins(db.session(), office):
        db.session.add(SecondFactor(person_id=person_id, secret="JBSWY3DP", last_step=0, salt="00", set_at=clock.now()))
    db.session.commit()

    assert states("accounts") == ["ok"]


def test_no_admin_is_wrong(office, errs, admins):
    for person_id in admins:
        db.session.get_one(Person, person_id).active = False
    db.session.commit()

    errs("accounts", "", "Create one: flask create-user NAME --role admin")
