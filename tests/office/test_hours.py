"""Opening hours: weekly rows with a validity, special days over them, and hours of one service."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from deskq.core.text.names import Name
from deskq.office import rules

TEHRAN = ZoneInfo("Asia/Tehran")
NO_REASON = Name("", "")
ALWAYS = (date(2020, 1, 1), date(2999, 12, 31))
TUESDAY = 3


@dataclass(frozen=True)
class Week:
    weekday: int
    opens: int
    closes: int
    service_id: int | None = None
    valid_from: date = ALWAYS[0]
    valid_until: date = ALWAYS[1]


@dataclass(frozen=True)
class Dated:
    opens: int | None
    closes: int | None
    reason: Name = NO_REASON


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A time of 2026 in Tehran; 24 November is a Tuesday."""
    return datetime(2026, month, day, hour, minute, tzinfo=TEHRAN).astimezone(UTC)


def hours(now: datetime, weekly: list[Week], special: dict[date, Dated] | None = None, service: int | None = None):
    return rules.hours(now, TEHRAN, weekly, special or {}, service)


WORKING = [Week(day, 450, 855) for day in range(5)]  # Saturday to Wednesday, 7:30 to 14:15


def test_it_tells_when_it_closes_and_when_it_will_open_this_day_or_next_week():
    assert hours(at(24, 10), WORKING).closes_at == at(24, 14, 15)
    assert hours(at(24, 6), WORKING).opens_at == at(24, 7, 30)
    assert hours(at(25, 18), WORKING).opens_at == at(28, 7, 30)


@pytest.mark.parametrize(
    ("moment", "is_open"), [((7, 29), False), ((7, 30), True), ((14, 14), True), ((14, 15), False)]
)
def test_the_opening_minute_belongs_to_it_and_the_closing_minute_does_not(moment, is_open):
    assert hours(at(24, *moment), WORKING).open is is_open


def test_two_spans_a_day_have_a_break_between_them():
    week = [Week(TUESDAY, 900, 1020), Week(TUESDAY, 480, 720)]

    assert hours(at(24, 12, 30), week).opens_at == at(24, 15)
    assert hours(at(24, 15), week).closes_at == at(24, 17)


def test_rows_are_valid_between_their_dates_only():
    winter = [Week(TUESDAY, 480, 720, valid_from=date(2026, 11, 24), valid_until=date(2026, 11, 24))]

    assert hours(at(24, 9), winter).open
    assert not hours(at(17, 9), winter).open
    assert not hours(at(1, 9, month=12), winter).open


def test_the_hours_change_on_the_date_on_which_new_rows_begin():
    week = [
        Week(TUESDAY, 480, 720, valid_until=date(2026, 11, 23)),
        Week(TUESDAY, 540, 780, valid_from=date(2026, 11, 24)),
    ]

    assert hours(at(17, 8), week).open
    assert hours(at(24, 8), week).opens_at == at(24, 9)


def test_a_holiday_closes_a_day_and_says_why_on_that_day_only():
    def holiday(day: int) -> dict[date, Dated]:
        return {date(2026, 11, day): Dated(None, None, Name("تعطیل", "Holiday"))}

    closed = hours(at(24, 10), WORKING, holiday(24))

    assert (closed.open, closed.opens_at, closed.reason.en) == (False, at(25, 7, 30), "Holiday")
    assert hours(at(24, 18), WORKING, holiday(25)).reason is None


def test_a_special_day_has_other_hours_even_on_a_day_off():
    special = {date(2026, 11, 27): Dated(540, 600)}

    assert hours(at(27, 9, 30), WORKING, special).closes_at == at(27, 10)


def test_hours_that_touch_at_midnight_are_one():
    week = [Week(TUESDAY, 1200, 1440), Week(TUESDAY + 1, 0, 120)]

    assert hours(at(24, 23), week).closes_at == at(25, 2)
    assert hours(at(25, 1), week).closes_at == at(25, 2)


def test_until_midnight_means_the_last_minute_too_and_around_the_clock_has_no_closing_time():
    assert hours(at(24, 23, 59), [Week(TUESDAY, 1200, 1440)]).open
    assert not hours(at(25, 0), [Week(TUESDAY, 1200, 1440)]).open
    always = hours(at(24, 3), [Week(day, 0, 1440) for day in range(7)])
    assert (always.open, always.closes_at) == (True, None)


def test_a_service_with_rows_of_its_own_follows_them():
    week = [*WORKING, Week(TUESDAY, 540, 600, service_id=7)]

    assert hours(at(24, 9), week, service=7).closes_at == at(24, 10)
    assert hours(at(24, 10), week, service=7).opens_at == at(1, 9, month=12)
    assert hours(at(24, 10), week, service=8).open
    assert hours(at(24, 10), week).open


def test_an_office_without_hours_or_with_those_beyond_the_horizon_is_closed_and_promises_nothing():
    for week in ([], [Week(TUESDAY, 480, 720, valid_from=date(2027, 6, 1))]):
        now = hours(at(24, 10), week)
        assert (now.open, now.opens_at, now.closes_at) == (False, None, None)
