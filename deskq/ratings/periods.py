"""The half-year, month or week that results are of, in the Jalali calendar; today is never part of it. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core.text import jalali, persian
from deskq.core.text.jalali import JalaliDate

DAY = timedelta(1)
KINDS = ("half", "month", "week")


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` until ``last`` (both included; ``last`` before ``first``: no day has ended yet). ``of`` names
    it in an address: 14052 the second half of 1405, 140508 its eighth month; a week is always this one. ``ends`` is
    the day after the whole of it. ``before`` and ``after`` name those beside it."""

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
        """The first and the last day as Jalali numbers, to compare with ``day`` of a row."""
        return jalali.day_number(self.first), jalali.day_number(self.last)


def read(kind: str, of: str, today: date, earliest: date) -> Period:
    """The period an address asks for; what it does not name, or what lies outside of the years, is the running one.
    ``earliest`` is the day of the first visit: nothing is before its period."""
    if kind == "week":
        first = today - DAY * ((today.weekday() + 2) % 7)
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


def half_of(asked: Period, today: date) -> Period:
    """The half-year of a period."""
    return read("half", str(_of("half", asked.first)), today, asked.first)


def week_of(day: int) -> date:
    """The Saturday with which the week of a Jalali day began."""
    found = jalali.gregorian(day)
    return found - DAY * ((found.weekday() + 2) % 7)


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
