"""Working time against a slow witness that looks at the clock on the wall minute by minute, over 1400 to 1410.

The witness knows no spans: a minute is open when the latest clock time shown so far lies within one of the hours
written for that date. Summer time (until 1401) skips an hour of the wall in spring and shows one twice in autumn.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.core.text.jalali import gregorian
from deskq.office.working_time import MEASURES, Calendar, due
from tests.office.test_hours import Dated, Week

ZONE = ZoneInfo("Asia/Tehran")
MINUTE, DAY, NOTHING = timedelta(minutes=1), timedelta(days=1), timedelta(0)
STEADY = settings(derandomize=True, database=None, deadline=None, max_examples=60)
FIRST, LAST = gregorian(14000101), gregorian(14110101) - DAY
SUMMER_TIME = (date(2021, 3, 22), date(2021, 9, 21), date(2022, 3, 22), date(2022, 9, 21))
CLOSED = Dated(None, None)


class Written:
    """The hours of an office as its calendar page shows them, and the moment something comes in."""

    def __init__(self, weekly: list[Week], special: dict[date, Dated], start: datetime) -> None:
        self.weekly, self.special, self.start = weekly, special, start
        self.calendar = Calendar(ZONE, weekly, special)

    def __repr__(self) -> str:
        return f"{self.start} {self.weekly} {self.special}"

    def is_open(self, shown: datetime) -> bool:
        day, minute = shown.date(), shown.hour * 60 + shown.minute
        if day in self.special:
            found = self.special[day]
            return found.opens is not None and found.opens <= minute < found.closes
        name = ("Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri").index(f"{day:%a}")
        return any(
            row.weekday == name and row.valid_from <= day <= row.valid_until and row.opens <= minute < row.closes
            for row in self.weekly
        )

    def minutes(self, start: datetime) -> Iterator[tuple[datetime, date, bool]]:
        """From the full minute of ``start`` on: when it begins, the date it belongs to, and whether it is open."""
        now = start.replace(second=0, microsecond=0) - 180 * MINUTE
        latest = datetime(1, 1, 1, tzinfo=UTC)
        while True:
            latest = max(latest, now.astimezone(ZONE).replace(tzinfo=UTC, fold=0))  # the face of the clock
            if now + MINUTE > start:
                yield now, latest.date(), self.is_open(latest)
            now += MINUTE

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        passed = NOTHING
        for minute, _, is_open in self.minutes(start):
            if minute >= end:
                return passed
            passed += is_open * (min(minute + MINUTE, end) - max(minute, start))
        raise AssertionError

    def after(self, start: datetime, amount: timedelta) -> datetime:
        if not amount:
            return start
        for minute, _, is_open in self.minutes(start):
            begins = max(minute, start)
            if is_open and amount <= minute + MINUTE - begins:
                return begins + amount
            amount -= is_open * (minute + MINUTE - begins)
        raise AssertionError

    def closings(self, start: datetime) -> Iterator[tuple[date, datetime]]:
        """Of every date that is not over yet at ``start`` the moment after its last open minute."""
        today, closing = None, None
        for minute, day, is_open in self.minutes(start):
            if day != today and today is not None and closing is not None:
                yield today, closing
                closing = None
            today, closing = day, (minute + MINUTE if is_open else closing)

    def due(self, start: datetime, amount: int, measure: str) -> datetime:
        if measure == "hours":
            return start + amount * 60 * MINUTE
        if measure == "working_hours":
            return self.after(start, amount * 60 * MINUTE)
        closings = self.closings(start)
        if measure == "working_days":
            return [next(closings)[1] for _ in range(amount + 1)][-1]
        wanted = start.astimezone(ZONE).date() + amount * DAY
        return next(closing for day, closing in closings if day >= wanted)


HALVES = st.integers(0, 48).map(lambda half: half * 30)
HOURS = st.one_of(
    *(st.just(hours) for hours in ((450, 855), (480, 840), (0, 1440), (1350, 1440), (0, 90))),
    st.tuples(HALVES, HALVES).filter(lambda hours: hours[0] < hours[1]),
)
STARTS = st.one_of(
    st.integers(0, (LAST - FIRST).days).map(lambda days: FIRST + days * DAY),
    st.tuples(st.sampled_from(SUMMER_TIME), st.integers(-3, 2)).map(lambda near: near[0] + near[1] * DAY),
)


@st.composite
def offices(draw) -> Written:
    """Five days and a short Thursday, other hours in a month like Ramadan, rows that overlap, holidays."""
    day = draw(STARTS)
    changes = draw(st.lists(st.integers(-20, 20).map(lambda days: day + days * DAY), max_size=2))
    turns = sorted({FIRST - 90 * DAY, *changes, LAST + 90 * DAY})
    weekly = []
    for number, (begins, ends) in enumerate(pairwise(turns)):
        valid = (begins, ends if number == len(turns) - 2 else ends - DAY)
        weekly += [Week(name, *draw(HOURS), None, *valid) for name in range(5)]
        weekly += [Week(5, 450, 720, None, *valid)] * draw(st.integers(0, 1))
        weekly += [Week(draw(st.integers(0, 6)), *draw(HOURS), None, *valid) for _ in range(draw(st.integers(0, 3)))]
    dated = st.dictionaries(
        st.integers(-2, 25).map(lambda days: day + days * DAY),
        st.one_of(st.just(CLOSED), HOURS.map(lambda hours: Dated(*hours))),
        max_size=8,
    )
    begins = datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC)
    return Written(weekly, draw(dated), begins + draw(LENGTHS))


LENGTHS = st.one_of(
    st.integers(0, 1440).map(lambda minutes: minutes * MINUTE), st.timedeltas(NOTHING, DAY - timedelta.resolution)
)
LATER = st.one_of(LENGTHS, st.timedeltas(NOTHING, 20 * DAY))


@STEADY
@given(offices(), st.integers(0, 15), st.sampled_from(MEASURES))
def test_every_measure_comes_to_the_deadline_the_slow_witness_finds(office, amount, measure):
    assert due(office.start, amount, measure, office.calendar) == office.due(office.start, amount, measure)


@STEADY
@given(offices(), LATER)
def test_working_time_between_two_moments_is_what_the_slow_witness_counts(office, later):
    end = office.start + later

    assert office.calendar.elapsed(office.start, end) == office.elapsed(office.start, end)


@STEADY
@given(offices(), st.timedeltas(timedelta.resolution, timedelta(hours=40)))
def test_so_much_working_time_has_passed_when_the_slow_witness_says(office, amount):
    assert office.calendar.after(office.start, amount) == office.after(office.start, amount)


@STEADY
@given(offices(), LATER, LATER)
def test_working_time_adds_up(office, first, second):
    calendar, begin = office.calendar, office.start
    middle, end = begin + first, begin + first + second

    assert calendar.elapsed(begin, middle) + calendar.elapsed(middle, end) == calendar.elapsed(begin, end)
    assert calendar.elapsed(end, begin) + calendar.elapsed(begin, middle) == calendar.elapsed(end, middle)


@STEADY
@given(offices(), LATER)
def test_counting_forth_what_was_counted_comes_back_to_the_last_open_moment(office, later):
    calendar, begin, end = office.calendar, office.start, office.start + later
    passed = calendar.elapsed(begin, end)
    found = calendar.after(begin, passed)

    assert begin <= found <= end
    assert calendar.elapsed(begin, found) == passed
    assert calendar.elapsed(found, end) == NOTHING


@STEADY
@given(offices(), LATER, st.integers(0, 15), st.integers(0, 3), st.sampled_from(MEASURES))
def test_who_comes_later_or_is_given_more_is_never_due_earlier(office, later, amount, more, measure):
    calendar, begin = office.calendar, office.start
    first = due(begin, amount, measure, calendar)

    assert begin <= first <= due(begin + later, amount, measure, calendar)
    assert first <= due(begin, amount + more, measure, calendar)


SHARES = st.lists(st.sampled_from((0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)), min_size=2, max_size=2).map(sorted)


@STEADY
@given(offices(), LATER, SHARES)
def test_shares_come_in_order_and_are_shares_of_the_working_time(office, later, shares):
    calendar, begin, end = office.calendar, office.start, office.start + later
    first, second = (calendar.at_share(begin, end, share) for share in shares)
    whole = calendar.elapsed(begin, end)

    assert begin <= first <= second
    if whole:
        assert abs(calendar.elapsed(begin, first) - whole * shares[0]) <= timedelta.resolution
        assert (first <= end) is (shares[0] <= 1) or calendar.elapsed(end, first) == NOTHING


@STEADY
@given(offices())
def test_spans_come_apart_in_order_and_are_fresh_for_every_question(office):
    """Asking elsewhere first changes nothing: dates are remembered, not moments."""
    spans = office.calendar.spans(office.start)
    found = [next(spans) for _ in range(30)]
    office.calendar.elapsed(office.start - 9 * DAY, office.start + 90 * DAY)
    again = office.calendar.spans(office.start)

    assert found == [next(again) for _ in range(30)]
    assert found[0][1] > office.start
    assert all(opens < closes for opens, closes in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_the_working_time_of_eleven_years_is_the_sum_of_what_is_written_for_their_days():
    def month(year: int, number: int, opens: int, closes: int) -> list[Week]:
        valid = (gregorian(year * 10_000 + number * 100 + 1), gregorian(year * 10_000 + number * 100 + 29))
        return [Week(name, opens, closes, None, *valid) for name in range(5)]

    weekly = [week for year in range(1400, 1411) for number in range(1, 13) for week in month(year, number, 450, 855)]
    special = {FIRST + days * DAY: CLOSED for days in range(0, 4000, 13)}
    special |= {FIRST + days * DAY: Dated(480, 600) for days in range(5, 4000, 17)}
    office = Written(weekly, special, datetime(2021, 3, 21, tzinfo=ZONE).astimezone(UTC))

    total = NOTHING
    for day in (FIRST + days * DAY for days in range((LAST - FIRST).days + 1)):
        noon = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
        total += office.is_open(noon) * (120 if day in special else 405) * MINUTE

    assert office.calendar.elapsed(office.start, datetime(2032, 3, 20, tzinfo=ZONE).astimezone(UTC)) == total
