"""What nobody may plan, put on an agenda, take off it or serve is refused by its reason, and nothing is stored."""

from datetime import timedelta

import pytest

from deskq.applications.queries import application as applications
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.rules.verdicts import NoVerdict, VerdictGiven
from deskq.commissions.service import items, sessions
from deskq.commissions.service.sessions import Secretary
from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.staff.models import Person
from tests.applications.conftest import person_id
from tests.commissions.test_sessions import TODAY

HOUR = timedelta(hours=1)
GONE = 4711


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"commission": "art999"}, "commission"),
        ({"place": " "}, "place"),
        ({"ahead": -HOUR}, "day"),
        ({"ahead": timedelta(days=366) + HOUR}, "day"),
    ],
)
def test_a_session_with_a_wrong_field_is_not_planned(secretary, look, changed, field):
    asked = {"commission": "art100", "place": "سالن", "ahead": HOUR, **changed}

    with pytest.raises(InvalidInput) as refused:
        sessions.create_session(secretary, asked["commission"], clock.now() + asked["ahead"], asked["place"], "")

    assert set(refused.value.fields) == {field}
    assert look().query(CommissionSession).count() == 0


def test_who_belongs_to_no_unit_plans_no_session(secretary, look):
    db.session.get_one(Person, secretary.person_id).unit_id = None
    db.session.commit()

    with pytest.raises(Forbidden):
        sessions.create_session(secretary, "art100", clock.now() + HOUR, "سالن", "")

    assert look().query(CommissionSession).count() == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda who, item: items.serve_notice(who, item, "post", TODAY),
        lambda who, item: items.receive_defence(who, item, "پروانه داشته‌ام."),
        lambda who, item: items.decide(who, item, "adjourned", "دلیل"),
        lambda who, item: items.serve_verdict(who, item, "post", TODAY),
        items.print_notice,
        items.read_defence,
        sessions.remove_item,
    ],
)
def test_a_point_that_is_on_no_agenda_is_not_found(case, secretary, session, act):
    sessions.add_item(secretary, session, case())

    with pytest.raises(NotFound):
        act(secretary, GONE)


def test_an_application_that_is_not_there_or_not_theirs_to_see_comes_on_no_agenda(secretary, session, opened, look):
    of_other_units = opened().id

    for application in (GONE, of_other_units):
        with pytest.raises(NotFound):
            sessions.add_item(secretary, session, application)

    assert look().query(CommissionItem).count() == 0


def test_a_stage_of_another_unit_is_put_on_no_agenda_by_a_unit_that_only_sees_it(office, opened, look):
    made = opened("completion").id
    for row in applications.stages(db.session(), made):
        row.state = "here" if row.code == "art100" else "to_come"
    planner = Secretary(office, "test", person_id("planner"))
    db.session.commit()
    planned = sessions.create_session(planner, "art100", clock.now() + HOUR, "سالن", "").id

    with pytest.raises(Forbidden):
        sessions.add_item(planner, planned, made)

    assert look().query(CommissionItem).count() == 0


def test_after_the_verdict_nothing_is_handed_in_or_taken_off_and_no_adjournment_is_served(
    case, secretary, session, look
):
    item = sessions.add_item(secretary, session, case()).id
    with pytest.raises(NoVerdict):
        items.serve_verdict(secretary, item, "post", TODAY)
    items.decide(secretary, item, "adjourned", "به مدارک بیشتری نیاز است.")

    for act, error in (
        (lambda: items.receive_defence(secretary, item, "پروانه داشته‌ام."), VerdictGiven),
        (lambda: sessions.remove_item(secretary, item), VerdictGiven),
        (lambda: items.serve_verdict(secretary, item, "post", TODAY), NoVerdict),
    ):
        with pytest.raises(error):
            act()

    row = look().get_one(CommissionItem, item)
    assert (row.defence_at, row.served_day) == (None, None)
