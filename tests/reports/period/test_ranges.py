"""The periods with which a report is compared. The first of Azar is 22 November in 1404 (2025) and in 1405 (2026)."""

from datetime import date

import pytest

from deskq.reports.period import rules
from deskq.reports.period.rules import DateRange
from tests.tools.refusals import refused_at


def days(first: str, last: str) -> DateRange:
    return DateRange(date.fromisoformat(first), date.fromisoformat(last))


AZAR = days("2026-11-22", "2026-12-21")  # 1405
WEEK = days("2026-11-28", "2026-12-04")
DAY = days("2026-11-29", "2026-11-29")
RANGE = days("2026-11-24", "2026-11-28")


@pytest.mark.parametrize(
    ("asked", "before", "year_before"),
    [
        (AZAR, days("2026-10-23", "2026-11-21"), days("2025-11-22", "2025-12-21")),
        (WEEK, days("2026-11-21", "2026-11-27"), days("2025-11-28", "2025-12-04")),
        (DAY, days("2026-11-28", "2026-11-28"), days("2025-11-29", "2025-11-29")),
        (RANGE, days("2026-11-19", "2026-11-23"), days("2025-11-24", "2025-11-28")),
    ],
)
def test_a_period_is_compared_with_the_one_before_it_and_the_same_days_a_year_before(asked, before, year_before):
    assert rules.before(asked) == before
    assert rules.after(before) == asked
    assert rules.year_before(asked) == year_before


@pytest.mark.parametrize(
    ("asked", "year_before"),
    [
        (days("2025-11-23", "2026-11-24"), None),
        (days("2024-03-20", "2026-11-24"), None),
        (days("2025-11-24", "2026-11-23"), days("2024-11-23", "2025-11-22")),
        (days("2026-03-21", "2027-03-20"), days("2025-03-21", "2026-03-20")),
    ],
)
def test_days_are_never_compared_with_some_of_themselves(asked, year_before):
    assert rules.year_before(asked) == year_before


def test_only_days_up_to_today_have_elapsed():
    assert rules.elapsed(RANGE, date(2026, 11, 26)) == days("2026-11-24", "2026-11-26")
    assert rules.elapsed(RANGE, date(2026, 12, 26)) == RANGE
    assert rules.elapsed(RANGE, date(2026, 11, 23)) is None


def test_of_an_earlier_period_as_many_days_are_compared_as_have_elapsed():
    earlier = rules.before(RANGE)

    assert rules.same_stretch(earlier, RANGE, date(2026, 11, 26)) == days("2026-11-19", "2026-11-21")
    assert rules.same_stretch(earlier, RANGE, date(2026, 12, 26)) == earlier


def test_a_report_covers_ten_years_and_not_a_day_more():
    first, last = date(2016, 1, 1), date(2016, 1, 1) + rules.DAY * (rules.MOST_DAYS - 1)

    assert rules.read(first.isoformat(), last.isoformat(), last).length == rules.MOST_DAYS
    with refused_at("to"):
        rules.read(first.isoformat(), (last + rules.DAY).isoformat(), last)
