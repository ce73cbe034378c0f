"""Business days, ticket codes, and prefixes that cannot collide."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskq.office import rules

TEHRAN = ZoneInfo("Asia/Tehran")


def tehran(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=TEHRAN).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "day_starts", "expected"),
    [
        ((2026, 11, 24, 3, 59), 240, date(2026, 11, 23)),
        ((2026, 11, 24, 4, 0), 240, date(2026, 11, 24)),
        ((2026, 11, 24, 23, 59), 240, date(2026, 11, 24)),
        ((2026, 11, 24, 0, 0), 0, date(2026, 11, 24)),
        ((2026, 11, 24, 0, 0), 1, date(2026, 11, 23)),
        ((2027, 1, 1, 2, 0), 240, date(2026, 12, 31)),
    ],
)
def test_the_business_day_begins_when_the_office_says(moment, day_starts, expected):
    assert rules.business_date(tehran(*moment), TEHRAN, day_starts) == expected


@pytest.mark.parametrize(
    "change", [datetime(2022, 9, 21, 19, 30, tzinfo=UTC), datetime(2022, 3, 21, 20, 30, tzinfo=UTC)]
)
def test_business_days_never_go_back_when_summer_time_changes(change):
    moments = [change + timedelta(minutes=10 * step) for step in range(-40, 41)]

    days = [rules.business_date(moment, TEHRAN, 240) for moment in moments]

    assert days == sorted(days)
    assert len(set(days)) == 2


@pytest.mark.parametrize(
    ("series", "number", "code"),
    [("", 7, "7"), ("", 120, "120"), ("2", 7, "207"), ("2", 99, "299"), ("2", 100, "2100"), ("A", 1, "A01"),
     ("الف", 3, "الف03")],
)  # fmt: skip
def test_a_code_is_prefix_and_number(series, number, code):
    assert rules.code(series, number) == code


@pytest.mark.parametrize(
    "prefixes", [[], [""], ["1", "2", "3"], ["A", "B", "ب"], ["", "A", "ب"], ["1", "A"], ["1", "1"]]
)
def test_prefixes_that_can_stand_together(prefixes):
    rules.check_series(prefixes)

    codes = [rules.code(prefix, number) for prefix in set(prefixes) for number in range(1, 1500)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("prefixes", [["", "1"], ["۱", ""], ["2", "A", ""]])
def test_prefixes_that_would_make_a_code_twice_are_refused(prefixes):
    with pytest.raises(rules.SeriesClash):
        rules.check_series(prefixes)
