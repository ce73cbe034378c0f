"""Leave with a substitute: entered by oneself or an admin, ended early, seen by both."""

from datetime import date

import pytest

from deskq.api.journal_redaction import is_personal
from deskq.core.db import journal
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.messages.queries import viewers
from deskq.staff import leave_service, queries, service
from deskq.staff.leave_service import Days
from deskq.staff.models import Leave
from tests.staff.conftest import refused

TODAY = date(2026, 11, 24)


@pytest.fixture
def give(office, person):
    """``give("civil", "city", 23, 28)``: leave on these days of November 2026."""

    def note(name: str, substitute: str, first: int, last: int) -> Leave:
        days = Days(date(2026, 11, first), date(2026, 11, last), person(substitute).id)
        return leave_service.give_leave(office, "test", person(name).id, days)

    return note


@pytest.fixture
def civil(enter):
    return enter("civil")


def test_anybody_who_goes_on_leave_notes_it_in_their_account(civil, person):
    fields = {"first_day": "۱۴۰۵/۰۹/۰۷", "last_day": "1405/09/10", "substitute_id": person("city").id}

    text = civil.post("/account/leave?lang=en", data=fields, follow_redirects=True).text

    assert "Leave saved." in text
    assert "From Saturday 28 November 2026 until Tuesday 1 December 2026; covered by Akbar Sadeghi" in text


def test_the_substitute_reads_it_in_theirs_and_sees_the_work_on_these_days(give, enter, person, office):
    give("civil", "city", 24, 28)
    civil, city = person("civil"), person("city")

    assert "Covers for Mahmoud Heidari" in enter("city").get("/account?lang=en").text
    during = viewers.viewer(db.session(), office, city.id, date(2026, 11, 28))
    after = viewers.viewer(db.session(), office, city.id, date(2026, 11, 29))
    assert civil.unit_id in during.units
    assert civil.unit_id not in after.units


def test_an_admin_sees_who_is_away_today(give, enter):
    give("civil", "city", 24, 24)
    give("karimi", "rahmani", 25, 26)

    text = enter("admin").get("/manage/people?lang=en").text

    assert "until Tuesday 24 November 2026; covered by Akbar Sadeghi" in text
    assert "covered by علی رحمانی" not in text


def test_an_admin_notes_and_ends_leave_for_somebody(enter, person, look):
    admin, civil = enter("admin"), person("civil").id
    fields = {"first_day": "1405/09/03", "last_day": "1405/09/05", "substitute_id": person("city").id}
    path = f"/manage/people/{civil}/leave"

    noted = admin.post(f"{path}?lang=en", data=fields, follow_redirects=True)
    row = queries.leaves_of(look(), civil, TODAY)[0]
    ended = admin.post(f"{path}/{row.id}/ending?lang=en", follow_redirects=True)

    assert "Back at work" in noted.text
    assert "No leave planned." in ended.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"substitute_id": "civil"}, "People cannot cover for themselves."),
        ({"substitute_id": "999"}, "Please choose one of the options."),
        ({"substitute_id": ""}, "Please fill in this field."),
        ({"last_day": "1405/09/06"}, "The last day must not be before the first."),
        ({"first_day": "1405/08/01", "last_day": "1405/08/02"}, "These days are in the past."),
        ({"last_day": "1407/01/01"}, "Leave can last up to one year."),
        ({"first_day": "tomorrow"}, "Please enter a date, for example 2026-11-24."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(civil, person, fields, words):
    given = {"first_day": "1405/09/07", "last_day": "1405/09/10", "substitute_id": person("city").id, **fields}
    if given["substitute_id"] == "civil":
        given["substitute_id"] = person("civil").id

    answer = civil.post("/account/leave?lang=en", data=given)

    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert queries.leaves_of(db.session(), person("civil").id, TODAY) == []


def test_somebody_of_no_unit_does_not_stand_in(give, person):
    found = person("city")
    found.unit_id = None
    db.session.commit()

    with refused("substitute_id"):
        give("civil", "city", 24, 28)


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        (("civil", "city", 24, 28), ("civil", "deputy", 28, 30), "first_day"),
        (("city", "deputy", 26, 27), ("civil", "city", 24, 28), "substitute_id"),
        (("planner", "city", 24, 28), ("city", "revenue", 26, 28), "first_day"),
    ],
    ids=["two leaves of one person", "a substitute who is away", "one who stands in"],
)
def test_leaves_do_not_overlap_with_another_or_with_its_cover(give, first, second, field):
    give(*first)

    with refused(field):
        give(*second)
    if field == "first_day":
        give(*second[:2], first[3] + 1, 30)


def test_the_work_of_somebody_made_inactive_stays_with_their_substitute_until_the_leave_ends(give, person, office):
    give("civil", "city", 24, 28)
    civil = person("civil")

    service.save_person(civil.id, service.PersonChanges(civil.name, civil.role, False, set()), "test")

    days = [viewers.viewer(db.session(), office, person("city").id, date(2026, 11, day)) for day in (28, 29)]
    assert [civil.unit_id in one.units for one in days] == [True, False]


def test_leave_that_has_begun_ends_with_yesterday_and_what_has_not_is_taken_back(give, person, office):
    begun, later = give("civil", "city", 24, 28), give("civil", "city", 29, 30)
    row = db.session().get_one(Leave, begun.id)
    row.first_day = date(2026, 11, 20)
    db.session.commit()

    for one in (begun, later):
        leave_service.end_leave(office, "test", person("civil").id, one.id)

    kept = db.session().get(Leave, begun.id)
    assert kept is not None
    assert kept.last_day == date(2026, 11, 23)
    assert db.session().get(Leave, later.id) is None


def test_nobody_ends_the_leave_of_another(give, person, office, civil):
    other = give("karimi", "rahmani", 24, 28)

    assert civil.post(f"/account/leave/{other.id}/ending").status_code == 404
    with pytest.raises(NotFound):
        leave_service.end_leave(office, "test", person("civil").id, other.id)
    assert queries.away(db.session(), office, TODAY) != []


def test_the_journal_for_machines_does_not_tell_of_leave(give, look, office):
    give("civil", "city", 24, 28)

    told = [entry for entry in journal.walk(look(), office) if "leave" in entry.kind]

    assert len(told) == 1
    assert all(is_personal(entry) for entry in told)
