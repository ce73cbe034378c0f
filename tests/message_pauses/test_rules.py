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


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
#: 7:30 to 14:00 in Tehran, Saturday to Wednesday.
WEEK = [Hours(weekday) for weekday in range(5)]
OFFICE = Calendar(ZoneInfo("Asia/Tehran"), WEEK, {})
amounts = st.integers(min_value=0, max_value=60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))


def test_around_the_clock_every_moment_to_come_moves_by_the_wait():
    before = Moments(BEGIN + HOUR, BEGIN + 3 * HOUR, BEGIN + 4 * HOUR, BEGIN + 4 * HOUR, BEGIN + 4 * HOUR)

    after = moved_moments(ALWAYS, before, BEGIN + 2 * HOUR, BEGIN + 12 * HOUR, False)

    assert after == Moments(BEGIN + HOUR, *[BEGIN + (hours + 10) * HOUR for hours in (3, 4, 4, 4)])


def test_a_promise_in_days_lasts_until_the_closing_of_its_day_also_where_the_office_now_closes_later():
    due = OFFICE.end_of_day(BEGIN, 2)
    longer = Calendar(ZoneInfo("Asia/Tehran"), [Hours(weekday, closes=900) for weekday in range(5)], {})

    for calendar in (OFFICE, longer):
        found = moved_promise(calendar, due, BEGIN + 2 * HOUR, BEGIN + DAY + HOUR, True)
        assert found == calendar.end_of_day(BEGIN, 3)


def test_a_pause_within_a_working_day_does_not_move_a_promise_in_days():
    due = OFFICE.end_of_day(BEGIN, 2)
    stopped = BEGIN + HOUR

    minute, morning, evening = (
        moved_promise(OFFICE, due, stopped, resumed, True)
        for resumed in (stopped + HOUR / 60, BEGIN.replace(hour=10), BEGIN.replace(hour=18))
    )

    assert minute == morning == due
    assert evening == OFFICE.end_of_day(BEGIN, 3), "its working day was over: another one takes its place"
    assert moved_promise(OFFICE, due, BEGIN.replace(hour=18), BEGIN + DAY, True) == due, "the office was closed"


def test_a_pause_over_night_moves_a_promise_in_days_by_a_day_and_several_add_up():
    due = moved_due = OFFICE.end_of_day(BEGIN, 2)
    morning = BEGIN + DAY + HOUR

    assert moved_promise(OFFICE, due, BEGIN + HOUR, morning, True) == OFFICE.end_of_day(BEGIN, 3)
    for resumed in (morning + HOUR, morning + 2 * HOUR, morning + DAY):
        moved_due = moved_promise(OFFICE, moved_due, resumed - HOUR / 60, resumed, True)
    assert moved_due == due, "three pauses of a minute"


def test_days_on_which_the_office_is_closed_do_not_move_a_promise_in_days():
    wednesday, saturday = BEGIN + 4 * DAY, BEGIN + 7 * DAY
    due = OFFICE.end_of_day(wednesday, 1)
    monday = OFFICE.end_of_day(saturday, 1)
    holiday = Calendar(OFFICE.zone, WEEK, {date(2026, 11, 28): Hours(0, None, None)})

    assert moved_promise(OFFICE, due, wednesday + HOUR, saturday + HOUR, True) == monday, "Wednesday alone is made good"
    assert moved_promise(OFFICE, due, wednesday + DAY, saturday + HOUR, True) == due
    assert moved_promise(holiday, due + DAY, wednesday + HOUR, saturday + DAY, True) == due + 2 * DAY


@given(left=amounts, begins=amounts, stood=amounts)
def test_as_many_working_days_are_left_of_a_promise_in_days_and_it_never_comes_earlier(left, begins, stood):
    due = OFFICE.end_of_day(BEGIN + left, 0)
    stopped = BEGIN + begins
    found = moved_promise(OFFICE, due, stopped, stopped + stood, True)

    assert found >= due
    if due > stopped:
        assert OFFICE.days_between(stopped + stood, found) == OFFICE.days_between(stopped, due)


@given(stood=st.integers(min_value=1, max_value=9 * 60).map(lambda minutes: timedelta(minutes=minutes)))
def test_a_promise_never_turns_red_after_its_date(stood):
    due = OFFICE.end_of_day(BEGIN, 0)
    before = Moments(BEGIN + HOUR, BEGIN + 5 * HOUR, due, due, None)

    after = moved_moments(OFFICE, before, BEGIN + HOUR / 2, BEGIN + HOUR / 2 + stood, True)

    assert before.amber_at <= after.amber_at <= after.red_at <= after.due_at


@given(left=amounts, stood=amounts)
def test_as_much_working_time_is_left_as_before_and_no_moment_comes_earlier(left, stood):
    due = BEGIN + left
    found = moved(OFFICE, due, BEGIN, BEGIN + stood)

    assert found >= due
    if stood and OFFICE.elapsed(BEGIN, due):
        assert OFFICE.elapsed(BEGIN + stood, found) == OFFICE.elapsed(BEGIN, due)


def test_what_had_come_before_stays_and_without_working_time_before_it_plain_time_is_kept():
    closed = Calendar(ZoneInfo("UTC"), (), {date(2026, 11, 21): Hours(0, None, None)})

    assert moved(OFFICE, BEGIN - HOUR, BEGIN, BEGIN + 9 * HOUR) == BEGIN - HOUR
    assert moved(closed, BEGIN + HOUR, BEGIN, BEGIN + 2 * HOUR) == BEGIN + 3 * HOUR
