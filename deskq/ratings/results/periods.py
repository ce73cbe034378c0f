"""Periods of results: half-year, month or week of the Jalali calendar, never including today. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core.text import jalali, persian
from deskq.core.text.jalali import JalaliDate

DAY = timedelta(1)
KINDS = ("half", "month", "week")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both included; ``last`` before ``first``: no day has ended yet. ``of`` names it in an
    address: 14052 is the second half of 1405, 140508 its eighth month; 0 is this week. ``ends``: the day after the
    whole period. ``before`` and ``after``: ``of`` of its neighbours."""

    kind: str
    of: int
    first: date
    last: date
    ends: date
    before: int | None
    after: int | None

    @property
    def is_empty(self) -> bool:
        return self.last < self.first

    @property
    def days(self) -> tuple[int, int]:
        """First and last day as Jalali numbers (yyyymmdd), comparable with the column ``day``."""
        return jalali.day_number(self.first), jalali.day_number(self.last)


def read(kind: str, of: str, today: date, earliest: date) -> Period:
    """The period named by an address; an unknown one, or one out of range, gives the running one. ``earliest``: day of
    the first visit; earlier periods do not exist."""
    if kind == "week":
        first = jalali.week_start(today)
        return Period("week", 0, first, today - DAY, first + 7 * DAY, None, None)
    kind = kind if kind in KINDS else KINDS[0]
    running, oldest = _of(kind, today), min(_of(kind, earliest), _of(kind, today))
    asked = int(persian.ascii_digits(of)) if of.isdecimal() and len(of) <= 6 else running
    asked = asked if oldest <= asked <= running and _is_one(kind, asked) else running
    first, ends = _start(kind, asked), _start(kind, _next(kind, asked))
    return Period(
        kind=kind,
        of=asked,
        first=first,
        last=min(ends, today) - DAY,
        ends=ends,
        before=_of(kind, first - DAY) if asked > oldest else None,
        after=_next(kind, asked) if asked < running else None,
    )


def half_of(period: Period, today: date) -> Period:
    """The half-year that contains a period."""
    return read("half", str(_of("half", period.first)), today, period.first)


def half_number(day: date) -> int:
    """``of`` of the half-year that contains a day."""
    return _of("half", day)


def week_of(day: int) -> date:
    """The Saturday on which the week of a Jalali day (yyyymmdd) began."""
    return jalali.week_start(jalali.gregorian(day))


def _of(kind: str, day: date) -> int:
    jalali_date = JalaliDate(day)
    if kind == "half":
        return int(jalali_date.year * 10 + (1 if jalali_date.month <= 6 else 2))
    return int(jalali_date.year * 100 + jalali_date.month)


def _is_one(kind: str, of: int) -> bool:
    return of % 10 in (1, 2) if kind == "half" else 1 <= of % 100 <= 12


def _next(kind: str, of: int) -> int:
    if kind == "half":
        return of + 1 if of % 10 == 1 else (of // 10 + 1) * 10 + 1
    return of + 1 if of % 100 < 12 else (of // 100 + 1) * 100 + 1


def _start(kind: str, of: int) -> date:
    if kind == "half":
        return jalali.gregorian(of // 10 * 10_000 + (101 if of % 10 == 1 else 701))
    return jalali.gregorian(of * 100 + 1)
