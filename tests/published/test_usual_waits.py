"""When waits are short as a rule: of each service, and of the week."""

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.published.queries import usual_waits
from deskq.published.rules.usual_waits import Place, UsualWait, Waits, Week
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.transfer import transfer
from tests.panel.conftest import config
from tests.ratings.past_visits import PastVisit, days_ago, write_visits
from tests.tools.admin_pages import issue

__all__ = ["config", "issue"]


def filled(minutes: dict[tuple[int, int, int], list[int]]) -> Waits:
    """{(service, weekday, hour): minutes}."""
    waits = Waits()
    for (service, weekday, hour), some in minutes.items():
        for one in some:
            waits.add(service, Place(weekday, hour), one)
    return waits


def test_the_usual_wait_is_what_half_of_the_visitors_did_not_exceed():
    waits = filled({(1, 0, 9): [2, 4, 30], (2, 0, 9): [5, 9], (1, 2, 8): [0] * 4})

    assert waits.week() == [UsualWait(0, 9, 5, 30, 5)]


def test_the_best_hour_of_a_service_has_the_shortest_waits_and_enough_visitors():
    waits = filled({(1, 0, 9): [20] * 10, (1, 1, 11): [3] * 12, (1, 2, 12): [0] * 9, (2, 0, 9): [1] * 40})
    equal_medians = filled({(1, 0, 8): [0] * 6 + [40] * 5, (1, 3, 8): [0] * 6 + [9] * 5})

    assert waits.best() == {1: UsualWait(1, 11, 3, 3, 12)}
    assert equal_medians.best()[1].weekday == 3, "that with the shorter long waits is better"


def test_the_picture_of_the_week_shades_from_short_to_long():
    week = Week.of([UsualWait(0, 8, 0, 1, 9), UsualWait(0, 10, 20, 30, 9), UsualWait(4, 9, 40, 60, 9)])

    assert (week.weekdays, week.hours) == ([0, 4], [8, 9, 10])
    assert [week.level(0, 8), week.level(0, 10), week.level(4, 9), week.level(4, 8)] == [1, 2, 4, 0]
    assert (week.shortest.hour, week.longest.hour) == (8, 9)


def of_office(office: int, breathe=lambda: None):
    today = clock.now().astimezone(clock.zone()).date()
    return usual_waits.of_last_weeks(db.session(), office_queries.office(db.session(), office), today, breathe)


def test_waits_are_read_from_the_visits_of_eight_weeks_before_today(office):
    visits = [PastVisit(days_ago(7 * week), waited=6) for week in range(1, 9) for _ in range(3)]
    visits += [PastVisit(days_ago(7 * week + 1), waited=50) for week in range(1, 8) for _ in range(2)]
    visits += [PastVisit(days_ago(57), waited=500) for _ in range(60)]
    visits += [PastVisit(days_ago(1), waited=50, state="cancelled")] * 30
    write_visits(office, visits)

    found = of_office(office)

    assert found["days"] == 15
    assert sorted(found["week"]) == [UsualWait(2, 9, 50, 50, 14), UsualWait(3, 9, 6, 6, 24)]
    assert list(found["best"].values()) == [UsualWait(3, 9, 6, 6, 24)]


def test_fewer_than_ten_open_days_make_no_picture_and_a_begun_minute_counts(office):
    write_visits(office, [PastVisit(days_ago(day), waited=6.2) for day in range(1, 10) for _ in range(20)])
    assert of_office(office) == {"days": 9, "week": [], "best": {}}

    write_visits(office, [PastVisit(days_ago(day), waited=6.2) for day in (10, 11) for _ in range(9)])
    assert {(one[2], one[3]) for one in of_office(office)["week"]} == {(7, 7)}


def test_a_wait_belongs_to_the_service_that_it_was_for(office, issue, at, later, config):
    """Ten waited two minutes for the levy desk and were sent on from there."""
    write_visits(office, [PastVisit(days_ago(day), waited=50) for day in (1, 2, *range(8, 56, 7)) for _ in range(2)])
    counters.open_counter(at(1))
    counters.open_counter(at(2))
    for _ in range(10):
        issue("renewal_levy")
        later(minutes=2)
        calls.call_next(at(2))
        serve.start(at(2))
        transfer(at(2), "info_desk")
    later(days=1)

    best = of_office(office)["best"]

    levy = config().service("renewal_levy").id
    assert {service: (row.minutes, row.n) for service, row in best.items()} == {levy: (2, 10)}


def test_others_may_work_after_each_week(office):
    breaths = []

    of_office(office, lambda: breaths.append(1))

    assert len(breaths) == 8
