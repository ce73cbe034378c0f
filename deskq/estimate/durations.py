"""How long a counter is busy with a visitor: learned visit by visit, forgotten slowly, shrunk while few.

All in the logarithm of seconds, where visits are near to normal (Brown et al. 2005, "Statistical analysis of a
telephone call center"). Means are empirical Bayes: a cell of few visits leans on the wider one: hour of the week on the
service, the service on its usual length (catalogue) and on the office, and the pace of today and of a counter on none.
Times are seconds on the office's wall clock.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from statistics import NormalDist

DAY = 86_400.0
HOUR = 3600.0
SIZE = 256  # entries of a table: one byte picks one
USUAL = 420.0  # seconds of a visit nobody has measured
SPREAD = 0.45  # variance of log seconds before anything is measured
MISSED = 0.04  # share of calls to which nobody comes, before anything is measured
LONGEST = 4 * HOUR  # a visit that seems longer was forgotten open
KEPT = 400
NORMAL = [NormalDist().inv_cdf((i + 0.5) / SIZE) for i in range(SIZE)]


class Faded:
    """A weighted count, sum and sum of squares in which the past fades with a half-life in days."""

    __slots__ = ("at", "count", "half", "squares", "total")

    def __init__(self, half: float) -> None:
        self.half = half * DAY
        self.count = self.total = self.squares = self.at = 0.0

    def add(self, value: float, at: float) -> None:
        if at > self.at:
            keep = 0.5 ** ((at - self.at) / self.half)
            self.count, self.total, self.squares = self.count * keep, self.total * keep, self.squares * keep
            self.at = at
        self.count += 1.0
        self.total += value
        self.squares += value * value

    def mean(self, prior: float, strength: float) -> float:
        return (self.total + strength * prior) / (self.count + strength)

    def variance(self, prior: float, strength: float) -> float:
        if self.count <= 0:
            return prior
        own = max(0.0, self.squares - self.total * self.total / self.count)
        return (own + strength * prior) / (self.count + strength)


class Durations:
    """What has been measured. ``usual``: {service: seconds} of the catalogue."""

    def __init__(self, usual: Mapping[int, float] | None = None, half_life: float = 14.0) -> None:
        self.usual = dict(usual or {})
        self.half = half_life
        self.learned = 0
        self._office = Faded(half_life)
        self._services: dict[int, Faded] = defaultdict(lambda: Faded(half_life))
        self._hours: dict[tuple[int, int], Faded] = defaultdict(lambda: Faded(2 * half_life))
        self._desks: dict[int, Faded] = defaultdict(lambda: Faded(half_life))
        self._missed: dict[int, Faded] = defaultdict(lambda: Faded(half_life))
        self._today = Faded(half_life)
        self._day = -1
        self._shape: deque[float] = deque(maxlen=KEPT)
        self._shapes: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._misses: deque[float] = deque(maxlen=KEPT)

    def learn(self, service: int, desk: int, at: float, seconds: float, missed: bool = False) -> None:
        """One call at ``at`` that kept the counter for ``seconds``; ``missed``: nobody came."""
        if not 0 < seconds < LONGEST:
            return
        self.learned += 1
        self._missed[service].add(float(missed), at)
        if missed:
            self._misses.append(seconds)
            return
        value = log(max(seconds, 5.0))
        mean, spread = self.level(service), sqrt(self._variance(service))
        rest = value - mean - self.hour(service, at) - self.desk(desk)
        if self._office.count > 10:
            self._shape.append(rest / spread)
            self._shapes[service].append(rest / spread)
        if (day := int(at // DAY)) != self._day:
            self._day, self._today = day, Faded(self.half)
        self._today.add(rest, at)
        self._desks[desk].add(value - mean, at)
        self._hours[service, hour_of_week(at)].add(value - mean, at)
        self._services[service].add(value, at)
        self._office.add(value, at)

    def level(self, service: int) -> float:
        """The mean of log seconds of a service."""
        office = self._office.mean(log(USUAL), 4.0)
        prior = log(self.usual[service]) if service in self.usual else office
        return self._services[service].mean(prior, 8.0)

    def hour(self, service: int, at: float) -> float:
        return self._hours[service, hour_of_week(at)].mean(0.0, 25.0)

    def desk(self, desk: int) -> float:
        return self._desks[desk].mean(0.0, 15.0)

    def today(self, at: float) -> float:
        """How much slower (above 0) or faster today goes."""
        return self._today.mean(0.0, 30.0) if int(at // DAY) == self._day else 0.0

    def doubt(self, at: float) -> float:
        """What the pace of today may still turn out to be: a standard deviation of log seconds."""
        known = self._today.count if int(at // DAY) == self._day else 0.0
        return 0.12 * sqrt(30.0 / (known + 30.0))

    def mean(self, service: int, at: float) -> float:
        """Seconds a visit of this service keeps a counter, on average."""
        return exp(self.level(service) + self.hour(service, at) + self._variance(service) / 2)

    def _variance(self, service: int) -> float:
        return self._services[service].variance(self._office.variance(SPREAD, 4.0), 15.0)

    def table(self, service: int, at: float) -> list[float]:
        """``SIZE`` equally likely lengths of a call at this hour, the shortest first: served or missed."""
        middle = self.level(service) + self.hour(service, at) + self.today(at)
        spread = sqrt(self._variance(service))
        share = self._missed[service].mean(MISSED, 20.0)
        empty = quantiles(self._misses or [90.0], round(share * SIZE))
        served = [exp(middle + spread * z) for z in self._forms(service, SIZE - len(empty))]
        return sorted(served + empty)

    def _forms(self, service: int, size: int) -> list[float]:
        """The form of the distribution, standardised: the service's own, the office's, or normal."""
        own = self._shapes[service] if len(self._shapes[service]) >= 120 else self._shape
        if len(own) < 60:
            return quantiles(NORMAL, size)
        return quantiles(own, size)


def hour_of_week(at: float) -> int:
    return int(at // HOUR) % 168


def quantiles(values: Sequence[float], size: int) -> list[float]:
    """``size`` evenly spread quantiles of some values."""
    ordered = sorted(values)
    last = len(ordered) - 1
    found = []
    for i in range(size):
        place = (i + 0.5) / size * len(ordered) - 0.5
        low = min(last, max(0, int(place)))
        high = min(last, low + 1)
        part = min(1.0, max(0.0, place - low))
        found.append(ordered[low] + part * (ordered[high] - ordered[low]))
    return found
