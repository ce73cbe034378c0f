"""A month of the Jalali calendar on a page: weeks from Saturday, each day free, full or closed."""

from dataclasses import dataclass
from datetime import date, timedelta

from deskq.appointments.availability import DayState, Offer
from deskq.core.errors import NotFound
from deskq.core.text import jalali, persian
from deskq.core.text.jalali import JalaliDate
from deskq.core.text.names import Name
from deskq.web import i18n

DAY = timedelta(1)
WEEKDAYS = tuple(
    Name(fa, en)
    for fa, en in zip(
        ("ش", "ی", "د", "س", "چ", "پ", "ج"), ("Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"), strict=True
    )
)


@dataclass(frozen=True)
class Cell:
    """One day; ``number`` as 14050903, ``shown``: the number displayed, in the calendar of each language; ``weekday``:
    the whole word."""

    day: date
    number: int
    shown: Name
    weekday: Name
    state: DayState
    today: bool


@dataclass(frozen=True)
class Month:
    """``before`` and ``after`` are the neighbouring months, as 140509, where something may be on offer."""

    title: Name
    weekdays: tuple[Name, ...]
    weeks: list[list[Cell | None]]
    before: int | None
    after: int | None

    @property
    def has_free(self) -> bool:
        return any(cell is not None and cell.state == "free" for week in self.weeks for cell in week)


def number(day: date) -> int:
    return jalali.day_number(day)


def written(day: date) -> str:
    return jalali.written_date(day, i18n.language())


def read_day(asked: int) -> date:
    """The day in an address; NotFound if the calendar has no such day."""
    try:
        return jalali.gregorian(asked)
    except (ValueError, OverflowError):
        raise NotFound from None


def month(found: Offer, asked: str) -> Month:
    """The month requested; without one, or out of range, the first that has a free day."""
    months = _months(found.first_day, found.last_day)
    if asked.isascii() and asked.isdecimal() and len(asked) == 6 and int(asked) in months:
        return _month(found, int(asked), months)
    shown = (_month(found, one, months) for one in months)
    first = next(shown)
    return first if first.has_free else next((one for one in shown if one.has_free), first)


def _months(first: date, last: date) -> list[int]:
    days = ((first + n * DAY) for n in range((last - first).days + 1))
    return sorted({number(day) // 100 for day in days})


def _month(found: Offer, one: int, months: list[int]) -> Month:
    first = read_day(one * 100 + 1)
    days = [first]
    while number(days[-1] + DAY) // 100 == one:
        days.append(days[-1] + DAY)
    cells: list[Cell | None] = [None] * jalali.weekday(first)
    cells += [_cell(found, day) for day in days]
    cells += [None] * (-len(cells) % 7)
    place = months.index(one)
    return Month(
        title=_title(first, days[-1]),
        weekdays=WEEKDAYS,
        weeks=[cells[start : start + 7] for start in range(0, len(cells), 7)],
        before=months[place - 1] if place else None,
        after=months[place + 1] if place + 1 < len(months) else None,
    )


def _cell(found: Offer, day: date) -> Cell:
    shown = Name(persian.persian_digits(JalaliDate(day).day), f"{day.day} {day:%b}" if day.day == 1 else str(day.day))
    weekday = Name(jalali.WEEKDAYS[jalali.weekday(day)], f"{day:%A}")
    return Cell(day, number(day), shown, weekday, found.state(day), day == found.first_day)


def _title(first: date, last: date) -> Name:
    jalali_date = JalaliDate(first)
    fa = persian.persian_digits(f"{jalali.MONTHS[jalali_date.month - 1]} {jalali_date.year}")
    return Name(fa, f"{first.day} {first:%B} to {last.day} {last:%B %Y}")
