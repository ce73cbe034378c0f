"""Figures of a group of applications or of stages, added up from what was kept, and the ages of open ones. Pure."""

from collections import Counter
from dataclasses import dataclass, field

#: Longest age in calendar days of each band but the last.
BANDS = (7, 30, 90)
COUNTS = (
    *("received", "finished", "refused", "withdrawn", "in_first", "in_latest"),
    *("extensions", "extended", "visits", "visits_known", "units"),
)
LENGTHS = ("whole", "town", "applicant", "outside")
HANDS = LENGTHS[1:]


@dataclass(slots=True)
class Figures:
    """``in_first`` and ``in_latest``: answers (finished and refused) by the first promised date and by the latest;
    ``extensions`` of answered applications, ``extended`` of which had any; ``visits`` and ``units`` of the finished
    ones, added up; ``visits_known``: finished ones whose visits are known. {days: answered applications}: ``whole`` in
    calendar days, the others in working days."""

    received: int = 0
    finished: int = 0
    refused: int = 0
    withdrawn: int = 0
    in_first: int = 0
    in_latest: int = 0
    extensions: int = 0
    extended: int = 0
    visits: int = 0
    visits_known: int = 0
    units: int = 0
    whole: Counter[int] = field(default_factory=Counter)
    town: Counter[int] = field(default_factory=Counter)
    applicant: Counter[int] = field(default_factory=Counter)
    outside: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Figures") -> None:
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in LENGTHS:
            getattr(self, name).update(getattr(other, name))

    @property
    def answered(self) -> int:
        return self.finished + self.refused

    @property
    def anything(self) -> bool:
        return bool(self.received or self.answered or self.withdrawn)


@dataclass(slots=True)
class StageFigures:
    """Stages that ended: ``done``, ``skipped`` as not needed, ``stopped`` with their application. {working days:
    stages done} in each hand, and ``whole``: in all three."""

    done: int = 0
    skipped: int = 0
    stopped: int = 0
    whole: Counter[int] = field(default_factory=Counter)
    town: Counter[int] = field(default_factory=Counter)
    applicant: Counter[int] = field(default_factory=Counter)
    outside: Counter[int] = field(default_factory=Counter)

    def add(self, how: str, hands: tuple[int, int, int], many: int) -> None:
        if how != "done":
            setattr(self, name := "skipped" if how == "skipped" else "stopped", getattr(self, name) + many)
            return
        self.done += many
        self.whole[sum(hands)] += many
        for name, days in zip(HANDS, hands, strict=True):
            getattr(self, name)[days] += many


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """Applications open at a moment. ``ages``: one number for each of ``BANDS`` and one for older ones. ``late`` and
    ``waiting`` (for the applicant or an outside body) are known of now only."""

    count: int
    ages: tuple[int, ...]
    late: int | None = None
    waiting: int | None = None


def band(age: int) -> int:
    """The place of an age in calendar days in ``OpenFigures.ages``."""
    return sum(age > longest for longest in BANDS)


def days(lengths: Counter[int]) -> int:
    """All days together."""
    return sum(length * many for length, many in lengths.items())


def mean(lengths: Counter[int]) -> float | None:
    return days(lengths) / lengths.total() if lengths else None
