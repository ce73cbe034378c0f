"""The periods with which a report is compared. The first of Azar is 22 November in 1404 (2025) and in 1405 (2026)."""

from datetime import date

import pytest

from deskq.reports.period import rules
from deskq.reports.period.rules import DateRange


def days(first: str, last: str) -> DateRange:
    return DateRange(date.fromisoformat(first), date.fromisoformat(last))


AZAR = days("2026-11-22", "2026-12-21")  # 1405
WEEK = days("2026-11-28", "2026-12-04")
DAY = days("2026-11-29", "2026-11-29")
RANGE = days("2026-11-24", "2026-11-28")


@pytest.mark.parametrize(
    ("asked", "earlier"),
    [
        (AZAR, days("2026-10-23", "2026-11-21")),
        (WEEK, days("2026-11-21", "2026-11-27")),
        (DAY, days("2026-11-28", "2026-11-28")),
        (RANGE, days("2026-11-19", "2026-11-23")),
    ],
)
def test_the_period_before_ends_the_day_before_and_the_one_after_leads_back(asked, earlier):
    assert rules.before(asked) == earlier
    assert rules.after(earlier) == asked


@pytest.mark.parametrize(
    ("asked", "earlier"),
    [
        (AZAR, days("2025-11-22", "2025-12-21")),
        (WEEK, days("2025-11-28", "2025-12-04")),
        (DAY, days("2025-11-29", "2025-11-29")),
        (RANGE, days("2025-11-24", "2025-11-28")),
    ],
)
def test_a_year_before_are_the_same_days_of_the_calendar(asked, earlier):
    assert rules.year_before(asked) == earlier


def test_only_days_up_to_today_have_elapsed():
    assert rules.elapsed(RANGE, date(2026, 11, 26)) == days("2026-11-24", "2026-11-26")
    assert rules.elapsed(RANGE, date(2026, 12, 26)) == RANGE
    assert rules.elapsed(RANGE, date(2026, 11, 23)) is None


def test_of_an_earlier_period_as_many_days_are_compared_as_have_elapsed():
    earlier = rules.before(RANGE)

    assert rules.same_stretch(earlier, RANGE, date(2026, 11, 26)) == days("2026-11-19", "2026-11-21")
    assert rules.same_stretch(earlier, RANGE, date(2026, 12, 26)) == earlier
