"""Ratings of a free range: whole shown weeks only, and no two ranges differ by fewer ratings than a group."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.office.models import Office
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.ratings.results import summary
from deskq.ratings.results.range_figure import least, range_figure
from tests.ratings.past_visits import PastVisit, days_ago, write_visits

DAY = timedelta(1)


@pytest.fixture
def ranged(office):
    def read(first: date, last: date):
        session = db.session()
        return range_figure(session, session.get_one(Office, office), first, last)

    return read


def a_half_year(office: int, chance: Random, ago: int = 150, until: int = 0) -> None:
    """Days with no to nine ratings, weeks with few among them."""
    visits = []
    for past in range(until, ago):
        most = chance.choice((0, 1, 1, 2, 4, 9))
        visits += [PastVisit(days_ago(past), chance.randint(1, 5)) for _ in range(chance.randint(0, most))]
    write_visits(office, visits)


@pytest.mark.parametrize("seed", range(4))
def test_no_two_ranges_differ_by_fewer_ratings_than_a_group(office, ranged, seed):
    """Also over the end of a half-year, and in the running one. Every range of days begins and ends somewhere here."""
    a_half_year(office, Random(seed), ago=110)
    smallest = least(db.session().get_one(Office, office))
    days = [days_ago(past) for past in range(115, -2, -1)]

    for ends in (days[-1], days[70], days[40]):
        counts = [n for first in days if first <= ends for n in [_n(ranged(first, ends))]]
        steps = [before - after for before, after in pairwise(counts)]
        assert all(step == 0 or step >= smallest for step in steps), steps
    for first in (days[0], days[33]):
        counts = [_n(ranged(first, last)) for last in days if last >= first]
        steps = [after - before for before, after in pairwise(counts)]
        assert all(step == 0 or step >= smallest for step in steps), steps
    assert _n(ranged(days[0], days[-1])) > 0


def _n(found) -> int:
    return found.figure.n if found.figure is not None else 0


@pytest.mark.parametrize("seed", range(3))
def test_a_range_is_the_sum_of_the_weeks_that_the_half_year_shows(office, ranged, seed):
    a_half_year(office, Random(seed), ago=150)
    session = db.session()
    house = session.get_one(Office, office)
    half = summary.requested_period(session, house, "half", "14051")
    shown = {one.begins: one.score for one in summary.period_results(session, house, half).weeks}
    asked = [week for week in shown if week >= half.first and week + 6 * DAY < half.ends]

    for week in asked:
        found = ranged(week, week + 6 * DAY)
        score = None if found.figure is None else found.figure.score
        assert score == (None if shown[week] is None else pytest.approx(shown[week]))
    assert any(shown[week] is not None for week in asked)
    assert any(shown[week] is None for week in asked)


def test_a_range_within_a_week_has_no_figure_and_ratings_of_today_and_excluded_ones_are_in_none(office, ranged):
    write_visits(office, [PastVisit(days_ago(90), 5) for _ in range(60)])
    write_visits(office, [PastVisit(days_ago(90), 1, mark="burst") for _ in range(20)])
    write_visits(office, [PastVisit(days_ago(0), 5) for _ in range(60)])

    assert ranged(days_ago(90), days_ago(90)).figure is None
    shown = ranged(days_ago(97), days_ago(83)).figure
    assert (shown.n, shown.score) == (60, 100)
    assert ranged(days_ago(30), days_ago(-10)).figure is None


def test_a_week_is_shown_when_no_more_ratings_can_come_for_it(office, ranged):
    """Two looks at it never differ by the one rating that came between them."""
    house = db.session().get_one(Office, office)
    house.rate_hours = 72
    db.session.commit()
    clock.fix(clock.now() + timedelta((6 - days_ago(0).weekday()) % 7))  # a Sunday
    write_visits(office, [PastVisit(days_ago(3), 5) for _ in range(30)])
    write_visits(office, [PastVisit(days_ago(1), 5) for _ in range(30)])
    first, last = days_ago(8), days_ago(2)

    assert ranged(first, last).figure is None
    clock.fix(clock.now() + timedelta(3))
    assert ranged(first, last).figure.n == 30


@pytest.mark.parametrize(("who", "sees"), [("supervisor", True), ("mayor", False), ("admin", False)])
def test_free_ranges_are_for_supervisors(office, sign_in, client, who, sees):
    write_visits(office, [PastVisit(days_ago(90), 4) for _ in range(30)])
    issue(office, "device:1", NewTicket("info_desk", secrets.new()))
    sign_in(who)
    ends = f"from={days_ago(110).isoformat()}&to={days_ago(0).isoformat()}"

    text = client.get(f"/manage/reports?lang=en&{ends}").text

    assert ("Satisfaction 75 of 100" in text) == sees
    assert ("from 30 ratings" in text) == sees
