"""Opening hours with a first and a last day: overlaps, what remains of replaced hours, and days to come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from deskq.office import rules

FOREVER = date(2999, 12, 31)
DAY = timedelta(1)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the office, or of one service, valid from one day until another (both included)."""

    service_id: int | None
    opens: int
    closes: int
    valid_from: date
    valid_until: date = FOREVER

    def between(self, first: date, last: date) -> "Hours":
        return replace(self, valid_from=first, valid_until=last)


class Dated(Protocol):
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date: ...
    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...


def collide(one: Dated, other: Dated) -> bool:
    """Whether both are valid on some day at the same minute."""
    days = one.valid_from <= other.valid_until and other.valid_from <= one.valid_until
    return days and one.opens < other.closes and other.opens < one.closes


def without(old: Dated, new: Dated) -> list[Span]:
    """The days on which ``old`` stays valid when ``new`` replaces it: before, after, both, or none."""
    before = (old.valid_from, min(old.valid_until, new.valid_from - DAY))
    after = (max(old.valid_from, new.valid_until + DAY), old.valid_until)
    if new.valid_from > old.valid_until or new.valid_until < old.valid_from:
        return [(old.valid_from, old.valid_until)]
    return [span for span in (before, after) if span[0] <= span[1]]


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day to come: its open spans in order; none means closed."""

    day: date
    open: list[tuple[datetime, datetime]]

    @property
    def all_day(self) -> bool:
        return len(self.open) == 1 and self.open[0][1] - self.open[0][0] >= DAY


def ahead(hours: Callable[[datetime], rules.Hours], days: Iterable[date], zone: ZoneInfo) -> list[DayAhead]:
    """Open spans of each of these days; ``hours`` returns the opening state at a moment."""
    return [DayAhead(day, _open(hours, day, zone)) for day in days]


def _open(hours: Callable[[datetime], rules.Hours], day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    moment = datetime.combine(day, time(), zone)
    end = datetime.combine(day + DAY, time(), zone)
    found = []
    while moment < end:
        state = hours(moment)
        if state.open:
            closes = min(state.closes_at or end, end)
            found.append((moment, closes))
            moment = closes
        elif state.opens_at is not None:
            moment = state.opens_at
        else:
            break
    return found
