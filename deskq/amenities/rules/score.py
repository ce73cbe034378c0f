"""What is measured of amenities in a period, beside what people say about them. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

#: So long checks are kept; days before that are not counted.
CHECKS_KEPT = timedelta(days=1825)


@dataclass(frozen=True, slots=True)
class Figures:
    """``objects``: those that were to be checked; ``faults``: reported in the period; ``repaired``: repaired in it,
    half of them within ``median_hours`` on the clock; ``broken``: still broken at its end. On ``done_days`` of ``days``
    open days every object was checked."""

    objects: int
    faults: int
    repaired: int
    median_hours: float | None
    broken: int
    days: int
    done_days: int


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until before when an object was in the list, as business days; ``until`` None: it still is."""

    id: int
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def median_hours(repairs: Sequence[tuple[datetime, datetime]]) -> float | None:
    """Of (reported, repaired), in hours to one decimal."""
    if not repairs:
        return None
    return round(median((end - start) / timedelta(hours=1) for start, end in repairs), 1)


def done_days(
    days: Collection[date], stays: Sequence[Stay], checked: Mapping[date, Collection[int]]
) -> tuple[int, int]:
    """(days on which every object was checked, days on which there were objects); ``days`` are the open ones."""
    wanted = {day: {stay.id for stay in stays if stay.on(day)} for day in days}
    counted = {day: ids for day, ids in wanted.items() if ids}
    return sum(ids <= set(checked.get(day, ())) for day, ids in counted.items()), len(counted)
