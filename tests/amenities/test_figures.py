"""What is measured beside the score of amenities: on the results of ratings, in the half-year report, as open data."""

from datetime import date, datetime, timedelta

import pytest

from deskq.amenities.models import Amenity, AmenityFault
from deskq.amenities.queries import figures
from deskq.amenities.service import checks, repairs, reports
from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.core.transactions import transaction
from deskq.half_year.queries import figures as half_figures
from deskq.half_year.rules import disclosure, whole_report
from deskq.half_year.views import open_data
from deskq.office import queries as office_queries
from deskq.office.models import SpecialDay

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def saturday(app, office) -> date:
    """The first day of the list, a week ago; the clock is at its nine in the morning."""
    first = date(2026, 11, 21)
    db.session.query(Amenity).update({"added_day": jalali.day_number(first)})
    db.session.commit()
    at(first, 9)
    return first


def at(day: date, hour: int) -> None:
    clock.fix(datetime(day.year, day.month, day.day, hour, tzinfo=clock.zone()))


def measured(office: int, first: date, last: date):
    db.session.remove()
    return figures.figures(db.session(), office_queries.office(db.session(), office), first, last)


@pytest.fixture
def week(office, saturday, checker, amenity):
    """Rounds on Saturday and Sunday; the water is repaired after four hours, the lift stays broken."""
    checks.check_rest(checker())
    reports.report(office, actors.VISITOR, amenity("water").id)
    clock.fix(clock.now() + 4 * HOUR)
    repairs.repair(checker(), db.session.query(AmenityFault).one().id)
    at(saturday + DAY, 9)
    checks.check(checker(), amenity("lift").id, False)
    checks.check_rest(checker())
    at(saturday + 2 * DAY, 9)
    checks.check(checker(), amenity("seats").id, True)
    at(saturday + 5 * DAY, 9)


def test_a_week_of_rounds_faults_and_repairs_also_in_sentences_without_ratings(office, saturday, week, sign_in, page):
    found = measured(office, saturday, saturday + 3 * DAY)

    assert (found.objects, found.faults, found.repaired, found.median_hours, found.broken) == (12, 2, 1, 4.0, 1)
    assert (found.done_days, found.days) == (2, 4)
    sign_in("supervisor")
    text = page("/manage/ratings?period=week&lang=en")
    for words in (
        "2 faults of 12 amenities were reported.",
        "The one repair took 4.0 hours.",
        "Still broken at the end: 1.",
        "Everything was checked on 2 of 5 open days (40%).",
    ):
        assert words in text


def test_a_fault_counts_where_it_was_reported_and_where_it_was_repaired(office, saturday, checker, amenity):
    reports.report(office, actors.VISITOR, amenity("water").id)
    at(saturday + DAY, 9)
    repairs.repair(checker(), db.session.query(AmenityFault).one().id)

    first, second = (measured(office, day, day) for day in (saturday, saturday + DAY))

    assert (first.faults, first.repaired, first.broken, first.median_hours) == (1, 0, 1, None)
    assert (second.faults, second.repaired, second.broken, second.median_hours) == (0, 1, 0, 24.0)


def test_closed_days_and_days_before_the_list_are_not_counted(office, saturday, checker):
    db.session.add(SpecialDay(office_id=office, day=saturday + DAY, reason_fa="تعطیل"))
    db.session.commit()
    with transaction(office, "test") as tx:
        tx.config_changed()

    assert measured(office, saturday - 20 * DAY, saturday + 2 * DAY).days == 2


def test_without_a_list_there_are_no_figures(office, no_list, saturday):
    assert measured(office, saturday, saturday + DAY) is None
    assert measured(office, saturday + DAY, saturday) is None


def test_a_half_year_freezes_it_publishes_it_whole_and_as_open_data_with_a_row_for_each_figure(office, week):
    frozen = half_figures.figures(db.session(), office, Half(14052))
    public = disclosure.public(frozen)

    assert frozen["amenities"]["faults"] == 2
    assert public["amenities"] == frozen["amenities"]
    assert disclosure.internal(frozen)["amenities"] == frozen["amenities"]
    assert [place for place in whole_report.problems(public) if "amenit" in place] == []
    rows = [line.split(",") for line in open_data.to_csv(public, 1, None).splitlines() if ",amenities," in line]
    found = {row[3]: (row[4], row[5], row[9]) for row in rows}
    assert found["faults"] == ("number", "2", "0")
    assert found["median_hours"] == ("hours", "4.0", "0")
    assert set(found) == {"objects", "faults", "repaired", "median_hours", "broken", "days", "done_days"}

    del frozen["amenities"]  # as it was frozen before there were any
    assert disclosure.public(frozen)["amenities"] is None
