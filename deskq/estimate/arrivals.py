"""Expected arrivals: rates by hour, shares by service and weight, and whether today is busier than usual."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from random import Random

from deskq.estimate.durations import DAY, HOUR, DecayingStats

Kind = tuple[int, float]  # service, weight
HORIZON = 3 * HOUR  # no arrivals are expected beyond this


class Arrivals:
    """Exponentially decaying counts: a rate is visitors divided by days on which that hour was open."""

    def __init__(self, half_life: float = 14.0) -> None:
        self._hours: dict[int, DecayingStats] = defaultdict(lambda: DecayingStats(half_life))
        self._kinds: dict[Kind, DecayingStats] = defaultdict(lambda: DecayingStats(half_life))
        self._counted: dict[int, int] = defaultdict(int)
        self._day = -1
        self._expected_until = 0.0

    def learn(self, kind: Kind, at: float) -> None:
        day = int(at // DAY)
        if day != self._day:
            self._end_day()
            self._day = day
        self._kinds[kind].add(1.0, at)
        self._counted[int(at // HOUR) % 24] += 1

    def _end_day(self) -> None:
        """Turn the day's counts into one measurement of each hour."""
        if self._day >= 0:
            for hour in set(self._counted) | set(self._hours):
                self._hours[hour].add(float(self._counted.get(hour, 0)), self._day * DAY + hour * HOUR)
        self._counted = defaultdict(int)

    def days(self) -> float:
        """How many whole days it has learned from, the older the less."""
        return max((hour.count for hour in self._hours.values()), default=0.0)

    def rate(self, at: float) -> float:
        """Visitors per second at a time of day, as on other days."""
        hour = int(at // HOUR) % 24
        return self._hours[hour].mean(0.0, 0.001) / HOUR if hour in self._hours else 0.0

    def pace(self, now: float) -> float:
        """Visitors today divided by those expected until now, shrunk towards 1 while few were expected."""
        if int(now // DAY) != self._day:
            return 1.0
        midnight = self._day * DAY
        expected = 0.0
        for hour in self._hours:
            begins = midnight + hour * HOUR
            expected += self.rate(begins) * min(HOUR, max(0.0, now - begins))
        return (sum(self._counted.values()) + 25.0) / (expected + 25.0) if self._hours else 1.0

    def stream(self, now: float, closes: float | None, wanted: Iterable[Kind]) -> "ArrivalStream":
        """A stream of the arrivals of these kinds until the office closes, ready to be sampled."""
        return ArrivalStream(self, now, min(closes or now + HORIZON, now + HORIZON), frozenset(wanted))

    def shares(self) -> dict[Kind, float]:
        total = sum(kind.count for kind in self._kinds.values()) or 1.0
        return {kind: faded.count / total for kind, faded in self._kinds.items()}


class ArrivalStream:
    """Samples arrivals from a Poisson process with hourly rates."""

    def __init__(self, learned: Arrivals, now: float, until: float, wanted: frozenset[Kind]) -> None:
        shares = {kind: share for kind, share in learned.shares().items() if kind in wanted}
        self.kinds = list(shares)
        self._sums = list(accumulate(shares.values()))
        self._rates = []
        pace, at = learned.pace(now), now
        while at < until and self._sums:
            ends = min(until, (at // HOUR + 1) * HOUR)
            self._rates.append((at, ends, learned.rate(at) * pace * self._sums[-1]))
            at = ends

    def draw(self, rng: Random) -> Iterator[tuple[float, Kind]]:
        """(time, kind) in order, drawn lazily."""
        uniform, gap = rng.random, rng.expovariate
        for begins, ends, rate in self._rates:
            if rate <= 0:
                continue
            at = begins + gap(rate)
            while at < ends:
                yield at, self.kinds[bisect(self._sums, uniform() * self._sums[-1])]
                at += gap(rate)
