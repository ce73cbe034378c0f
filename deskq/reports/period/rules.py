"""The days of a report, the periods with which they are compared, and their division. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import jalali
from deskq.core.text.jalali import JalaliDate

DAY = timedelta(1)
#: Calendar periods, from short to long.
KINDS = ("day", "week", "month", "half", "year")
#: Longest range of a report, and of a table with a row for each day.
MOST_DAYS, MOST_DAILY = 3660, 400
NOT_A_DATE = N_("Please enter a date, for example 2026-11-24.")


@dataclass(frozen=True, slots=True)
class DateRange:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def days(self) -> tuple[int, int]:
        """First and last day as Jalali numbers (yyyymmdd)."""
        return jalali.day_number(self.first), jalali.day_number(self.last)

    @property
    def kind(self) -> str:
        """The calendar period that equals these days, one of ``KINDS``; otherwise "range"."""
        return next((kind for kind in KINDS if period(kind, self.first) == self), "range")


def read(first: str, last: str, today: date) -> DateRange:
    """The range between two typed days. Without days it is the current month; with one day it is that day."""
    if not first and not last:
        return period("month", today)
    problems, days = {}, {}
    for name, typed in (("from", first or last), ("to", last or first)):
        try:
            days[name] = jalali.parse(typed)
        except ValueError:
            problems[name] = NOT_A_DATE
    if problems:
        raise InvalidInput(problems)
    found = DateRange(days["from"], days["to"])
    if found.last < found.first:
        raise InvalidInput({"to": N_("The last day is before the first day.")})
    if found.length > MOST_DAYS:
        raise InvalidInput({"to": N_("A report covers at most ten years. Please choose fewer days.")})
    return found


def check_division(asked: DateRange, by: str) -> None:
    """Raises if a range longer than about a year is divided by days."""
    if by == "day" and asked.length > MOST_DAILY:
        raise InvalidInput({"by": N_("For more than a year, please choose weeks, months or longer.")})


def usual_division(asked: DateRange) -> str:
    """The division by time that suits a range."""
    return next((kind for kind, most in (("day", 62), ("week", 200), ("month", 1500)) if asked.length <= most), "year")


def period(kind: str, day: date) -> DateRange:
    """The calendar period that contains a day; weeks begin on Saturday."""
    if kind == "day":
        return DateRange(day, day)
    if kind == "week":
        first = jalali.week_start(day)
        return DateRange(first, first + 6 * DAY)
    of = JalaliDate(day)
    months = {"month": 1, "half": 6, "year": 12}[kind]
    month = (of.month - 1) // months * months + 1
    following = month + months
    ends = _date(of.year + following // 13, (following - 1) % 12 + 1, 1) - DAY
    return DateRange(_date(of.year, month, 1), ends)


def before(asked: DateRange) -> DateRange:
    """The calendar period before this one; for other ranges, the same number of days before."""
    if asked.kind != "range":
        return period(asked.kind, asked.first - DAY)
    return DateRange(asked.first - DAY * asked.length, asked.first - DAY)


def after(asked: DateRange) -> DateRange:
    if asked.kind != "range":
        return period(asked.kind, asked.last + DAY)
    return DateRange(asked.last + DAY, asked.last + DAY * asked.length)


def year_before(asked: DateRange) -> DateRange | None:
    """The same days of the previous Jalali year. For a month, half-year or year this is the whole period; for weeks and
    days the dates count. None for more than a year, which would be compared with a part of itself."""
    if asked.kind in ("month", "half", "year"):
        return period(asked.kind, _year_earlier(asked.first))
    first = _year_earlier(asked.first)
    found = DateRange(first, first + DAY * (asked.length - 1))
    return found if found.last < asked.first else None


def elapsed(asked: DateRange, today: date) -> DateRange | None:
    """The days of a range up to today; None if it lies in the future."""
    return DateRange(asked.first, min(asked.last, today)) if asked.first <= today else None


def same_stretch(compared: DateRange, asked: DateRange, today: date) -> DateRange:
    """The part of an earlier range that is compared with a range that is not over: the same number of days from its
    beginning."""
    if asked.last < today:
        return compared
    begun = DAY * ((today - asked.first).days)
    return DateRange(compared.first, min(compared.last, compared.first + begun))


def divided(asked: DateRange, kind: str) -> Iterator[DateRange]:
    """The days, weeks, months … of a range in order. The first and the last are cut at the ends of the range."""
    first = asked.first
    while first <= asked.last:
        last = min(period(kind, first).last, asked.last)
        yield DateRange(first, last)
        first = last + DAY


def _year_earlier(day: date) -> date:
    of = JalaliDate(day)
    try:
        return _date(of.year - 1, of.month, of.day)
    except ValueError:  # 30 Esfand of a leap year
        return _date(of.year - 1, of.month, of.day - 1)


def _date(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()
    return found
