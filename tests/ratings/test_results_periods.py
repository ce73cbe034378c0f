"""Which days belong to a period, and that no figure changes by a single rating."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.text import jalali
from tests.ratings.past_visits import PastVisit, days_ago, write_visits


def test_the_newest_ratings_of_a_running_period_wait_for_a_whole_group_and_today_is_not_part_of_it(
    office, last_half, found
):
    last_half((23, {"score": 5}))
    write_visits(office, [PastVisit(days_ago(0), 1) for _ in range(40)])
    assert found().visits == 0
    write_visits(office, [PastVisit(days_ago(5), 5) for _ in range(23)])

    shown, ended = found("half"), found("half", "14051")

    assert (shown.running, shown.n, shown.later) == (True, 15, 8)
    assert (ended.running, ended.n, ended.later) == (False, 23, 0)


def test_one_more_rating_in_a_running_period_changes_nothing_until_a_group_is_complete(office, found):
    write_visits(office, [PastVisit(days_ago(5), 5) for _ in range(25)])
    before = found("half").face
    for count in range(1, 5):
        write_visits(office, [PastVisit(days_ago(4), 1)])
        assert found("half").face == before, count

    write_visits(office, [PastVisit(days_ago(4), 1)])

    assert found("half").n == 25


@pytest.mark.parametrize(
    ("kind", "of", "expected"),
    [
        ("half", "", ("14050701", "14050902")),
        ("half", "14051", ("14050101", "14050631")),
        ("month", "", ("14050901", "14050902")),
        ("month", "140507", ("14050701", "14050730")),
        ("week", "", ("14050830", "14050902")),
        ("half", "14053", ("14050701", "14050902")),
        ("half", "99999", ("14050701", "14050902")),
        ("month", "140513", ("14050901", "14050902")),
        ("month", "nonsense", ("14050901", "14050902")),
        ("month", "۱۴۰۵۰۷", ("14050701", "14050730")),
        ("century", "-1", ("14050701", "14050902")),
    ],
)
def test_the_address_names_the_period(office, last_half, found, kind, of, expected):
    last_half((1, {}))
    write_visits(office, [PastVisit(jalali.gregorian(14050110), 3)])

    assert found(kind, of).period.days == tuple(map(int, expected))


def test_on_the_first_day_of_a_week_nothing_has_ended_yet(page, office):
    write_visits(office, [PastVisit(days_ago(3), 5) for _ in range(20)])
    clock.fix(clock.now() + timedelta(days=4))  # Saturday

    assert "This period begins today." in page(period="week")


def test_a_month_is_hidden_when_subtraction_from_its_half_year_would_reveal_a_small_group(office, found):
    months = {14050110: 12, 14050210: 15, 14050310: 3}
    write_visits(office, [PastVisit(jalali.gregorian(day), 5) for day, count in months.items() for _ in range(count)])

    shown = [found("month", str(day // 100)).face is not None for day in months]

    assert shown == [False, True, False]
    assert found("half", "14051").n == 30


def test_counters_of_a_month_are_hidden_by_the_rule_of_the_half_year_too(office, found):
    for month, few in ((14050110, 3), (14050210, 20), (14050310, 30)):
        visits = [PastVisit(jalali.gregorian(month), 5, counter=1) for _ in range(40)]
        write_visits(office, visits + [PastVisit(jalali.gregorian(month), 4, counter=2) for _ in range(few)])
        write_visits(office, [PastVisit(jalali.gregorian(month), 3, counter=3) for _ in range(25)])

    hidden = [sum(one.hidden for one in found("month", of).by_counter) for of in ("140501", "140502", "140503")]

    assert hidden == [2, 2, 0]
