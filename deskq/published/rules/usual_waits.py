"""How long people wait as a rule, by the weekday and hour at which they come. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from deskq.core.quantiles import quantile
from deskq.published.rules.answers import LEAST

#: Shades of the picture of the week.
LEVELS = 4
#: So many visitors of a service in an hour of a weekday make a usual wait.
FEWEST = 10


class Place(NamedTuple):
    """``weekday``: Saturday is 0; ``hour`` of the arrival, in the office's time."""

    weekday: int
    hour: int


class UsualWait(NamedTuple):
    """Whole minutes that half of ``n`` visitors did not exceed, and ``most`` that nine in ten did not."""

    weekday: int
    hour: int
    minutes: int
    most: int
    n: int

    @property
    def badness(self) -> tuple[int, int, int]:
        """A key: shorter waits first."""
        return self.minutes, self.most, -self.n


@dataclass(slots=True)
class Waits:
    """{service: {weekday and hour: {whole minutes until the first call, rounded up: visitors}}}."""

    of_service: dict[int, dict[Place, Counter[int]]] = field(default_factory=dict)

    def add(self, service: int, place: Place, minutes: int) -> None:
        self.of_service.setdefault(service, {}).setdefault(place, Counter())[minutes] += 1

    def week(self) -> list[UsualWait]:
        """The usual wait of each hour of the week in which at least ``LEAST`` came, all services together."""
        found: dict[Place, Counter[int]] = {}
        for places in self.of_service.values():
            for place, minutes in places.items():
                found.setdefault(place, Counter()).update(minutes)
        return _usual(found, LEAST)

    def best(self) -> dict[int, UsualWait]:
        """{service: the hour of the week with the shortest usual wait}, of services that enough people came for."""
        usual = {service: _usual(places, FEWEST) for service, places in self.of_service.items()}
        return {service: min(some, key=lambda one: one.badness)
                for service, some in usual.items() if len(some) > 1}  # fmt: skip


def _usual(places: Mapping[Place, Counter[int]], fewest: int) -> list[UsualWait]:
    return [
        UsualWait(*place, quantile(minutes, 0.5) or 0, quantile(minutes, 0.9) or 0, minutes.total())
        for place, minutes in sorted(places.items())
        if minutes.total() >= fewest
    ]


@dataclass(frozen=True, slots=True)
class Week:
    """The usual waits as a table of weekdays and hours, each with its shade: 0 nobody, 1 short to ``LEVELS`` long."""

    waits: Mapping[Place, UsualWait]

    @classmethod
    def of(cls, rows: Iterable[UsualWait]) -> "Week":
        return cls({Place(row.weekday, row.hour): row for row in rows})

    @property
    def weekdays(self) -> list[int]:
        return sorted({place.weekday for place in self.waits})

    @property
    def hours(self) -> list[int]:
        hours = {place.hour for place in self.waits}
        return list(range(min(hours), max(hours) + 1)) if hours else []

    def at(self, weekday: int, hour: int) -> UsualWait | None:
        return self.waits.get(Place(weekday, hour))

    def level(self, weekday: int, hour: int) -> int:
        found = self.at(weekday, hour)
        longest = max(one.minutes for one in self.waits.values())
        return 0 if found is None else min(LEVELS, 1 + LEVELS * found.minutes // (longest + 1))

    @property
    def shortest(self) -> UsualWait:
        return min(self.waits.values(), key=lambda one: one.badness)

    @property
    def longest(self) -> UsualWait:
        return max(self.waits.values(), key=lambda one: one.badness)
