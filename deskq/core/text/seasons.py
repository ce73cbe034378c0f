"""Seasons of the Jalali calendar: spring 1405 goes from 1 Farvardin to 31 Khordad. Two make a half-year."""

from dataclasses import dataclass
from datetime import date, timedelta

from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.core.text.jalali import JalaliDate
from deskq.core.text.names import Name

DAY = timedelta(1)
NAMES = (Name("بهار", "Spring"), Name("تابستان", "Summer"), Name("پاییز", "Autumn"), Name("زمستان", "Winter"))


@dataclass(frozen=True, slots=True, order=True)
class Season:
    """``code``: 14053 is the autumn of 1405, as it is stored."""

    code: int

    @property
    def year(self) -> int:
        return self.code // 10

    @property
    def number(self) -> int:
        return self.code % 10

    @property
    def name(self) -> Name:
        fa, en = NAMES[self.number - 1]
        return Name(f"{fa} {self.year}", f"{en} {self.year}")

    @property
    def first(self) -> date:
        return jalali.gregorian(self.year * 10_000 + (self.number * 3 - 2) * 100 + 1)

    @property
    def last(self) -> date:
        return self.after.first - DAY

    @property
    def after(self) -> "Season":
        return Season(self.code + 1 if self.number < 4 else (self.year + 1) * 10 + 1)

    @property
    def before(self) -> "Season":
        return Season(self.code - 1 if self.number > 1 else (self.year - 1) * 10 + 4)


def containing(day: date) -> Season:
    of = JalaliDate(day)
    return Season(of.year * 10 + (of.month + 2) // 3)


def of_half(half: Half) -> tuple[Season, ...]:
    """The two seasons of a half-year, or the four of two half-years, in order."""
    starts = [Season(part.year * 10 + 2 * part.number - 1) for part in half.parts]
    return tuple(season for start in starts for season in (start, start.after))
