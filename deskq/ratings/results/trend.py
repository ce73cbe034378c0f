"""Shares of the five faces in a period, and the score of each of its weeks. Pure."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from deskq.core.text import jalali
from deskq.ratings.results.disclosure_control import hidden_groups

#: Smallest number of ratings for which faces are shown. With fewer, a whole percentage would reveal the number of a
#: face.
FACES_FROM = 50
SCORES = (5, 4, 3, 2, 1)


class DatedScore(Protocol):
    """A rating: 1 to 5, and the date of its visit."""

    @property
    def score(self) -> int: ...
    @property
    def date(self) -> date: ...


@dataclass(frozen=True, slots=True)
class WeekScore:
    """``score``: 0 to 100; None for a week that is not shown."""

    begins: date
    score: float | None


def faces(scores: Sequence[int]) -> dict[int, float] | None:
    """{score: its share}, the best first; None below ``FACES_FROM`` ratings."""
    if len(scores) < FACES_FROM:
        return None
    times = Counter(scores)
    return {score: times[score] / len(scores) for score in SCORES}


def weeks(
    counted: Sequence[DatedScore], released: Sequence[DatedScore], least: int, until: date = date.max
) -> list[WeekScore]:
    """Weeks from Saturday to Friday before the week ``until``, ascending, whose ratings are all released: with no more
    to come, their scores never change.
    Weeks with fewer than ``least`` ratings have no score; if this hides a single week, another one is hidden as
    well."""
    open_weeks = {jalali.week_start(row.date) for row in counted[len(released) :]}
    open_weeks |= {jalali.week_start(row.date) for row in counted if jalali.week_start(row.date) >= until}
    by_week: dict[date, list[int]] = defaultdict(list)
    for row in released:
        by_week[jalali.week_start(row.date)].append(row.score)
    closed = {week: scores for week, scores in by_week.items() if week not in open_weeks}
    hidden = hidden_weeks({week: len(scores) for week, scores in closed.items()}, least)
    return [
        WeekScore(week, None if week in hidden else 25 * (sum(scores) / len(scores) - 1))
        for week, scores in sorted(closed.items())
    ]


def hidden_weeks(sizes: Mapping[date, int], least: int) -> set[date]:
    """The weeks that get no score. ``sizes``: of weeks whose ratings are all released, {first day: ratings}."""
    small = any(size < least for size in sizes.values())
    return hidden_groups(sizes, least) if small else set()
