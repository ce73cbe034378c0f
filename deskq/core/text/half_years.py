"""Half-years of the Jalali calendar: 1404-2 goes from 1 Mehr to the end of Esfand 1404. Two half-years in a row may
have one report together."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core.errors import NotFound
from deskq.core.text import jalali, persian
from deskq.core.text.jalali import JalaliDate

DAY = timedelta(1)
_WRITTEN = re.compile(r"(1[34]\d\d)-([12])")
#: Between the two half-years of one address.
_TO = "-to-"


@dataclass(frozen=True, slots=True)
class Half:
    """One half-year, or two in a row. ``code``: 14042 is the second half of 1404 and 140422 the two half-years from
    there on, as it is stored; ``str()`` is «1404-2» or «1404-2-to-1405-1», as in addresses."""

    code: int

    @property
    def is_pair(self) -> bool:
        """Whether it stands for two half-years."""
        return self.code > 99_999

    @property
    def parts(self) -> tuple["Half", ...]:
        """Its one or two half-years, in order."""
        if not self.is_pair:
            return (self,)
        start = Half(self.code // 10)
        return start, start.after

    @property
    def pair(self) -> "Half":
        """This half-year and the one after it, together."""
        return Half(self.code * 10 + 2)

    @property
    def year(self) -> int:
        """Of its first half-year, as ``number``."""
        return self.parts[0].code // 10

    @property
    def number(self) -> int:
        return self.parts[0].code % 10

    def __str__(self) -> str:
        return _TO.join(f"{part.code // 10}-{part.code % 10}" for part in self.parts)

    def __lt__(self, other: "Half") -> bool:
        return (self.first, self.is_pair) < (other.first, other.is_pair)

    @property
    def first(self) -> date:
        return jalali.gregorian(self.year * 10_000 + (101 if self.number == 1 else 701))

    @property
    def last(self) -> date:
        return self.after.first - DAY

    @property
    def after(self) -> "Half":
        """The half-year after its last one."""
        code = self.parts[-1].code
        return Half(code + 1 if code % 10 == 1 else (code // 10 + 1) * 10 + 1)

    @property
    def before(self) -> "Half":
        """The half-year before its first one."""
        code = self.parts[0].code
        return Half(code - 1 if code % 10 == 2 else (code // 10 - 1) * 10 + 2)

    @property
    def days(self) -> tuple[int, int]:
        """First and last day as Jalali numbers (yyyymmdd), both included."""
        return jalali.day_number(self.first), jalali.day_number(self.last)


def parse(text: str) -> Half:
    """The half-year of an address, or the two of one, in any digits; else ``NotFound``."""
    start, *rest = [_parsed(part) for part in persian.ascii_digits(text).split(_TO)]
    if not rest:
        return start
    if rest != [start.after]:
        raise NotFound
    return start.pair


def _parsed(text: str) -> Half:
    digits = _WRITTEN.fullmatch(text)
    if digits is None:
        raise NotFound
    return Half(int(digits[1]) * 10 + int(digits[2]))


def containing(day: date) -> Half:
    of = JalaliDate(day)
    return Half(of.year * 10 + (1 if of.month <= 6 else 2))


def between(first: date, today: date) -> list[Half]:
    """The half-years from that of the first day to the current one, the latest first."""
    found, half = [], containing(today)
    while half.first >= containing(min(first, today)).first:
        found.append(half)
        half = half.before
    return found
