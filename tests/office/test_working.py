"""Deadlines in working time, by examples; test_working_oracle.py compares eleven years with a slow model."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from deskq.office.rules import DAYS_OFF
from deskq.office.working_time import MEASURES, Calendar, due, runs_in
from tests.office.test_hours import TEHRAN, WORKING, Dated, Week, at
from tests.tools.steps import should_be

HOUR = timedelta(hours=1)
OFFICE = Calendar(TEHRAN, WORKING, {})  # Saturday to Wednesday, 7:30 to 14:15
CLOSED = Dated(None, None)
SPLIT = [Week(day, opens, closes) for day in range(5) for opens, closes in ((480, 720), (780, 960))]


def days_of(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TEHRAN).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "amount", "measure", "end"),
    [
        pytest.param((24, 13, 15), 4, "working_hours", (25, 10, 30), id="they go on at the next opening"),
        pytest.param((25, 20), 4, "working_hours", (28, 11, 30), id="from Wednesday afternoon to Saturday morning"),
        pytest.param((24, 10), 2, "working_days", (28, 14, 15), id="the day of the start is not counted"),
        pytest.param((24, 0, 1), 1, "working_days", (25, 14, 15), id="a date begins at midnight"),
        pytest.param((24, 7, 0), 1, "working_days", (25, 14, 15), id="before the opening it is that day"),
        pytest.param((24, 14, 14), 1, "working_days", (25, 14, 15), id="until its closing it is that day"),
        pytest.param((25, 14, 15), 1, "working_days", (29, 14, 15), id="after the closing it is the next working day"),
        pytest.param((26, 9), 1, "working_days", (29, 14, 15), id="so it is on a Thursday"),
        pytest.param((27, 12), 1, "working_days", (29, 14, 15), id="and on a Friday"),
        pytest.param((28, 7), 1, "working_days", (29, 14, 15), id="until it opens"),
        pytest.param((24, 10), 4, "days", (28, 14, 15), id="calendar days end at the closing of their day"),
        pytest.param((24, 10), 3, "days", (28, 14, 15), id="on a closed day they end with the next working day"),
        pytest.param((26, 22), 4, "hours", (27, 2), id="around the clock through the night and the Friday"),
        pytest.param((24, 20), 0, "days", (25, 14, 15), id="never before its start"),
    ],
)
def test_a_deadline(start, amount, measure, end):
    assert due(at(*start), amount, measure, OFFICE) == at(*end)


def test_so_much_working_time_ends_with_the_day_not_at_the_next_opening_and_none_is_now_also_on_a_friday():
    assert OFFICE.after(at(24, 13, 15), HOUR) == at(24, 14, 15)
    assert OFFICE.after(at(27, 3), timedelta(0)) == at(27, 3)


def test_at_noon_between_two_spans_it_is_still_the_same_day():
    assert due(at(24, 12, 30), 1, "working_days", Calendar(TEHRAN, SPLIT, {})) == at(25, 16)


def test_a_holiday_is_no_working_day_and_a_short_day_is_one():
    dated = {date(2026, 11, 25): CLOSED, date(2026, 11, 26): Dated(480, 600)}

    assert due(at(24, 10), 1, "working_days", Calendar(TEHRAN, WORKING, dated)) == at(26, 10)


@pytest.mark.parametrize("measure", MEASURES)
def test_nothing_is_counted_backwards_nor_in_another_measure(measure):
    with pytest.raises(ValueError, match="forwards"):
        due(at(24, 10), -1, measure, OFFICE)
    with pytest.raises(ValueError, match="fortnights"):
        due(at(24, 10), 1, "fortnights", OFFICE)


def test_between_two_moments_only_the_open_minutes_count_and_backwards_as_much_less_than_nothing():
    assert OFFICE.elapsed(at(25, 13, 15), at(28, 8)) == timedelta(minutes=90)
    assert OFFICE.elapsed(at(28, 8), at(25, 13, 15)) == -timedelta(minutes=90)


def test_overlapping_rows_count_once_and_those_of_a_single_service_not_at_all():
    overlapping = [Week(3, 480, 600), Week(3, 540, 660), Week(3, 500, 510)]

    assert Calendar(TEHRAN, overlapping, {}).elapsed(at(24, 0), at(25, 0)) == 3 * HOUR
    of_a_service = [*WORKING, Week(6, 480, 720, service_id=7)]
    assert Calendar(TEHRAN, of_a_service, {}).elapsed(at(26, 0), at(28, 0)) == timedelta(0)


def test_the_night_to_summer_time_has_an_hour_less_and_the_night_back_an_hour_more():
    nights = Calendar(TEHRAN, [Week(day, 0, 1440) for day in range(7)], {})

    assert nights.elapsed(days_of(2022, 3, 21), days_of(2022, 3, 23)) == 47 * HOUR
    assert nights.elapsed(days_of(2022, 9, 21), days_of(2022, 9, 23)) == 49 * HOUR
    assert due(days_of(2022, 3, 20, 23), 1, "working_days", nights) == days_of(2022, 3, 22, 1)


def test_shares_before_the_deadline_and_beyond_it():
    start, end = at(24, 8, 15), at(24, 12, 15)

    found = [OFFICE.at_share(start, end, share) for share in (0, 0.5, 0.75, 1, 1.25, 1.5, 2)]

    assert found == [
        *(at(24, 8, 15), at(24, 10, 15), at(24, 11, 15), at(24, 12, 15)),
        *(at(24, 13, 15), at(24, 14, 15), at(25, 9, 30)),
    ]


def test_at_the_whole_share_it_is_the_deadline_itself_also_in_the_night():
    assert OFFICE.at_share(at(24, 12), at(24, 23), 1) == at(24, 23)
    assert OFFICE.at_share(at(24, 12), at(24, 23), 1.5) == at(25, 8, 37) + timedelta(seconds=30)


def test_hours_of_a_friday_night_age_by_the_clock():
    start = at(27, 1)
    end = due(start, 4, "hours", OFFICE)

    assert OFFICE.at_share(start, end, 0.5) == at(27, 3)
    assert runs_in("hours", OFFICE).at_share(at(25, 14), at(25, 18), 0.5) == at(25, 16)
    assert runs_in("working_days", OFFICE) is OFFICE


def test_when_the_hours_end_their_last_week_goes_on_and_before_they_begin_their_first_was_kept():
    ended = [Week(day, 450, 855, None, date(2025, 3, 21), date(2026, 11, 24)) for day in range(5)]
    begun = [Week(day, 450, 855, None, date(2026, 11, 24)) for day in range(5)]

    assert due(at(24, 10), 2, "working_days", Calendar(TEHRAN, ended, {})) == at(28, 14, 15)
    assert Calendar(TEHRAN, begun, {}).elapsed(at(17, 7), at(17, 8)) == HOUR / 2


def test_a_gap_between_two_rows_is_closed_as_the_doors_are():
    rows = [
        Week(3, 480, 720, None, date(2026, 1, 1), date(2026, 11, 10)),
        Week(3, 480, 720, None, date(2026, 11, 20), date(2026, 12, 31)),
    ]

    assert Calendar(TEHRAN, rows, {}).elapsed(at(11, 0), at(20, 0)) == timedelta(0)


@pytest.mark.parametrize(
    "rows", [[], [Week(3, 480, 720, 7)], [Week(3, 480, 720, None, date(2027, 1, 1), date(2026, 1, 1))]]
)
def test_an_office_without_hours_works_around_the_clock_but_not_on_its_holidays(rows):
    always = Calendar(TEHRAN, rows, {date(2026, 11, 26): CLOSED})

    assert due(at(24, 10), 4, "working_hours", always) == at(24, 14)
    assert due(at(24, 10), 2, "working_days", always) == at(28, 0)
    assert due(at(24, 10), 2, "days", always) == at(28, 0)


def test_an_office_that_never_opens_by_its_dated_days_opens_after_them():
    closed = {date(2026, 11, 1) + timedelta(day): CLOSED for day in range(3650)}

    assert due(at(24, 10), 1, "working_hours", Calendar(TEHRAN, WORKING, closed)) > days_of(2036, 10, 1)


def test_a_deadline_of_fifteen_working_days_takes_less_than_a_millisecond():
    ramadan = [Week(day, 540, 780, None, date(2027, 2, 8), date(2027, 3, 9)) for day in range(5)]
    dated = {date(2026, 1, 1) + timedelta(14 * day): CLOSED for day in range(60)}

    def seconds() -> float:
        begun = perf_counter()
        due(at(24, 10), 15, "working_days", Calendar(TEHRAN, [*WORKING, *ramadan], dated))
        return perf_counter() - begun

    should_be(min(seconds() for _ in range(5)), 0.001)


def test_ten_years_are_counted_in_less_than_half_a_second():
    zone = ZoneInfo("Asia/Tehran")
    begun = perf_counter()

    assert Calendar(zone, WORKING, {}).elapsed(days_of(2021, 3, 21), days_of(2031, 3, 21)) > 10_000 * HOUR
    should_be(perf_counter() - begun, 0.5)


def test_a_weekday_may_be_open_and_yet_no_working_day():
    every_day = [Week(weekday, 450, 855) for weekday in range(7)]
    worked = Calendar(TEHRAN, every_day, {date(2026, 11, 27): Dated(480, 600)}, DAYS_OFF["sat_wed"])

    assert [worked.works_on(date(2026, 11, day)) for day in (25, 26, 27, 28)] == [True, False, True, True]
    assert due(at(24, 10), 2, "working_days", worked) == at(27, 10)


def test_an_office_that_works_on_days_off_only_works_on_them():
    fridays = Calendar(TEHRAN, [Week(6, 450, 855)], {}, DAYS_OFF["sat_wed"])

    assert due(at(24, 10), 1, "working_days", fridays) == datetime(2026, 12, 4, 14, 15, tzinfo=TEHRAN)
