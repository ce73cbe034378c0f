"""Half-years of the Jalali calendar: 1404-2 goes from 1 Mehr to the end of Esfand 1404."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core.errors import NotFound
from deskq.core.text import jalali, persian
from deskq.core.text.jalali import JalaliDate

DAY = timedelta(1)
_WRITTEN = re.compile(r"(1[34]\d\d)-([12])")


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """``code``: 14042 is the second half of 1404, as it is stored; ``str()`` is «1404-2», as in addresses."""

    code: int

    @property
    def year(self) -> int:
        return self.code // 10

    @property
    def number(self) -> int:
        return self.code % 10

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def first(self) -> date:
        return jalali.gregorian(self.year * 10_000 + (101 if self.number == 1 else 701))

    @property
    def last(self) -> date:
        return self.after.first - DAY

    @property
    def after(self) -> "Half":
        return Half(self.code + 1 if self.number == 1 else (self.year + 1) * 10 + 1)

    @property
    def before(self) -> "Half":
        return Half(self.code - 1 if self.number == 2 else (self.year - 1) * 10 + 2)

    @property
    def days(self) -> tuple[int, int]:
        """First and last day as Jalali numbers (yyyymmdd), both included."""
        return jalali.day_number(self.first), jalali.day_number(self.last)


def parse(text: str) -> Half:
    """The half-year of an address, in any digits; else ``NotFound``."""
    found = _WRITTEN.fullmatch(persian.ascii_digits(text))
    if found is None:
        raise NotFound
    return Half(int(found[1]) * 10 + int(found[2]))


def containing(day: date) -> Half:
    of = JalaliDate(day)
    return Half(of.year * 10 + (1 if of.month <= 6 else 2))


def between(first: date, today: date) -> list[Half]:
    """The half-years from that of the first day to the current one, the latest first."""
    found, half = [], containing(today)
    while half >= containing(min(first, today)):
        found.append(half)
        half = half.before
    return found
