"""The unit that runs a planned session: one that keeps the commission, and otherwise the planner's own."""

from datetime import timedelta

import pytest

from deskq.commissions import queries
from deskq.commissions.rules.verdicts import unit_of_session
from deskq.commissions.service import sessions
from deskq.commissions.service.sessions import Secretary
from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff.models import Leave
from deskq.units import queries as unit_queries
from tests.applications.conftest import person_id


@pytest.fixture
def units(office):
    """{code: id}."""
    return {one.code: one.id for one in unit_queries.units(db.session(), office)}


@pytest.fixture
def plan(office):
    """``plan("city", "art5")``: the unit of a session that this person plans."""

    def planned(name: str, commission: str) -> int:
        who = Secretary(office, "test", person_id(name))
        return sessions.create_session(who, commission, clock.now() + timedelta(days=8), "سالن", "").unit_id

    return planned


@pytest.fixture
def planner_is_away(office):
    """City covers for planner for five days."""
    first = clock.now().astimezone(clock.zone()).date()
    days = {"first_day": first, "last_day": first + timedelta(days=5)}
    away, there = person_id("planner"), person_id("city")
    db.session.add(Leave(office_id=office, person_id=away, substitute_id=there, **days))
    db.session.commit()


def test_a_commission_is_kept_by_the_units_of_its_stages(office, units):
    kept = {one: queries.keepers(db.session(), office, one) for one in ("art100", "art77", "art5")}

    assert kept == {"art100": {units["art100"]}, "art77": {units["revenue"]}, "art5": {units["planning"]}}


def test_a_substitute_plans_for_the_absent_colleague_and_any_other_session_for_the_own_unit_and_keeps_it(
    planner_is_away, plan, units, sign_in
):
    assert plan("city", "art77") == units["city_services"]
    assert plan("city", "art5") == units["planning"]

    db.session.query(Leave).delete()
    db.session.commit()
    assert "/commissions/sessions/1" in sign_in("city").get("/commissions").text
    assert sign_in("city").get("/commissions/sessions/1").status_code == 200


def test_the_head_above_plans_for_the_secretariat_of_the_commission(plan, units, sign_in):
    assert plan("deputy", "art100") == units["art100"]
    assert sign_in("deputy").get("/commissions/sessions/1").status_code == 200


def test_the_own_unit_comes_first_where_several_keep_a_commission():
    assert unit_of_session({1, 2, 3}, {3}, {2, 3}, {1}) == 3
    assert unit_of_session({1, 2}, {3}, {2, 3}, {1}) == 2
    assert unit_of_session({1}, {3}, {2, 3}, {1}) == 1
    assert unit_of_session(set(), {3}, {2, 3}, {1}) == 3
    assert unit_of_session(set(), set(), {2}, {1}) == 2
