"""Deadlines move by as much as a clock stood, in working time, and never come earlier."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from deskq.message_pauses.rules import Moments, moved, moved_moments, moved_promise
from deskq.office.working_time import ALWAYS, Calendar


@dataclass(frozen=True)
class Hours:
    """Opening hours, in minutes after midnight; of every week on one weekday, or of one date."""

    weekday: int = 0
    opens: int | None = 450
    closes: int | None = 840
    service_id: int | None = None
    valid_from: date = date(2020, 1, 1)
    valid_until: date = date(2030, 1, 1)


HOUR = timedelta(hours=1)
BEGIN = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
#: 7:30 to 14:00 in Tehran, Saturday to Wednesday.
OFFICE = Calendar(
    ZoneInfo("Asia/Tehran"),
    [Hours(weekday) for weekday in range(5)],
    {},
)
amounts = st.integers(min_value=0, max_value=60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))


def test_around_the_clock_every_moment_to_come_moves_by_the_wait():
    before = Moments(BEGIN + HOUR, BEGIN + 3 * HOUR, BEGIN + 4 * HOUR, BEGIN + 4 * HOUR, BEGIN + 4 * HOUR)

    after = moved_moments(ALWAYS, before, BEGIN + 2 * HOUR, BEGIN + 12 * HOUR, False)

    assert after == Moments(BEGIN + HOUR, *[BEGIN + (hours + 10) * HOUR for hours in (3, 4, 4, 4)])


def test_a_promise_in_days_lasts_until_the_closing_of_its_day():
    due = OFFICE.end_of_day(BEGIN, 2)
    stopped, resumed = BEGIN + 2 * HOUR, BEGIN + timedelta(days=1, hours=1)

    found = moved_promise(OFFICE, due, stopped, resumed, True)

    assert found == OFFICE.end_of_day(BEGIN, 3)


@given(left=amounts, stood=amounts)
def test_as_much_working_time_is_left_as_before_and_no_moment_comes_earlier(left, stood):
    due = BEGIN + left
    found = moved(OFFICE, due, BEGIN, BEGIN + stood)

    assert found >= due
    if stood and OFFICE.elapsed(BEGIN, due):
        assert OFFICE.elapsed(BEGIN + stood, found) == OFFICE.elapsed(BEGIN, due)


def test_what_had_come_before_stays():
    assert moved(OFFICE, BEGIN - HOUR, BEGIN, BEGIN + 9 * HOUR) == BEGIN - HOUR


def test_without_working_time_before_it_plain_time_is_kept():
    closed = Calendar(ZoneInfo("UTC"), (), {date(2026, 11, 21): Hours(0, None, None)})

    found = moved(closed, BEGIN + HOUR, BEGIN, BEGIN + 2 * HOUR)

    assert found == BEGIN + 3 * HOUR
