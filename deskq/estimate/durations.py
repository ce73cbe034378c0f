"""How long a visit keeps a counter busy: learned visit by visit, with exponential decay and shrinkage.

In logarithms of seconds, where service times are close to normal (Brown et al. 2005, "Statistical analysis of a
telephone call center"). Means are empirical Bayes: a cell with few visits is shrunk towards a wider one: hour of the
week towards the service, the service towards the length set for it and towards the office, the pace of today and of a
counter towards none. Times are seconds on the office's wall clock.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from statistics import NormalDist

DAY = 86_400.0
HOUR = 3600.0
TABLE_SIZE = 256  # entries of a table, selected by one byte
DEFAULT_SECONDS = 420.0  # seconds of a visit before anything is measured
DEFAULT_VARIANCE = 0.45  # variance of log seconds before anything is measured
DEFAULT_NO_SHOW_SHARE = 0.04  # share of no-shows before anything is measured
MAX_VISIT = 4 * HOUR  # a longer visit was not finished properly and is ignored
MAX_SAMPLES = 400
NORMAL = [NormalDist().inv_cdf((i + 0.5) / TABLE_SIZE) for i in range(TABLE_SIZE)]


class DecayingStats:
    """Weighted count, sum and sum of squares, decaying with a half-life in days."""

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
    """Learned service times. ``usual``: {service: seconds} set by the office."""

    def __init__(self, usual: Mapping[int, float] | None = None, half_life: float = 14.0) -> None:
        self.usual = dict(usual or {})
        self.half = half_life
        self.learned = 0
        self._office = DecayingStats(half_life)
        self._services: dict[int, DecayingStats] = defaultdict(lambda: DecayingStats(half_life))
        self._hours: dict[tuple[int, int], DecayingStats] = defaultdict(lambda: DecayingStats(2 * half_life))
        self._counters: dict[int, DecayingStats] = defaultdict(lambda: DecayingStats(half_life))
        self._missed: dict[int, DecayingStats] = defaultdict(lambda: DecayingStats(half_life))
        self._today = DecayingStats(half_life)
        self._day = -1
        self._shape: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._shapes: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MAX_SAMPLES))
        self._misses: deque[float] = deque(maxlen=MAX_SAMPLES)

    def learn(self, service: int, counter: int, at: float, seconds: float, missed: bool = False) -> None:
        """A call at ``at`` that kept the counter busy for ``seconds``; ``missed``: nobody came."""
        if not 0 <= seconds < MAX_VISIT:
            return
        self.learned += 1
        self._missed[service].add(float(missed), at)
        if missed:
            self._misses.append(seconds)
            return
        value = log(max(seconds, 5.0))
        mean, spread = self.level(service), sqrt(self._variance(service))
        rest = value - mean - self.hour(service, at) - self.counter(counter)
        if self._office.count > 10:
            self._shape.append(rest / spread)
            self._shapes[service].append(rest / spread)
        if (day := int(at // DAY)) != self._day:
            self._day, self._today = day, DecayingStats(self.half)
        self._today.add(rest, at)
        self._counters[counter].add(value - mean, at)
        self._hours[service, hour_of_week(at)].add(value - mean, at)
        self._services[service].add(value, at)
        self._office.add(value, at)

    def visits(self, service: int) -> float:
        """How many visits of a service it has learned from, the older the less."""
        known = self._services.get(service)
        return known.count if known else 0.0

    def level(self, service: int) -> float:
        """Mean of log seconds of a service."""
        office = self._office.mean(log(DEFAULT_SECONDS), 4.0)
        prior = log(self.usual[service]) if service in self.usual else office
        return self._services[service].mean(prior, 8.0)

    def hour(self, service: int, at: float) -> float:
        return self._hours[service, hour_of_week(at)].mean(0.0, 25.0)

    def counter(self, counter: int) -> float:
        return self._counters[counter].mean(0.0, 15.0)

    def today(self, at: float) -> float:
        """By how much today is slower (above 0) or faster, in log seconds."""
        return self._today.mean(0.0, 30.0) if int(at // DAY) == self._day else 0.0

    def doubt(self, at: float) -> float:
        """Uncertainty of today's pace: standard deviation in log seconds."""
        known = self._today.count if int(at // DAY) == self._day else 0.0
        return 0.12 * sqrt(30.0 / (known + 30.0))

    def mean(self, service: int, at: float) -> float:
        """Mean seconds that a visit of this service keeps a counter busy."""
        return exp(self.level(service) + self.hour(service, at) + self._variance(service) / 2)

    def _variance(self, service: int) -> float:
        return self._services[service].variance(self._office.variance(DEFAULT_VARIANCE, 4.0), 15.0)

    def table(self, service: int, at: float) -> list[float]:
        """``TABLE_SIZE`` equally likely seconds of a call at this hour, ascending, no-shows included."""
        middle = self.level(service) + self.hour(service, at) + self.today(at)
        spread = sqrt(self._variance(service))
        share = self._missed[service].mean(DEFAULT_NO_SHOW_SHARE, 20.0)
        empty = quantiles(self._misses or [90.0], round(share * TABLE_SIZE))
        served = [exp(middle + spread * z) for z in self._forms(service, TABLE_SIZE - len(empty))]
        return sorted(served + empty)

    def _forms(self, service: int, size: int) -> list[float]:
        """Standardised shape of the distribution: of the service, else of the office, else normal."""
        own = self._shapes[service] if len(self._shapes[service]) >= 120 else self._shape
        if len(own) < 60:
            return quantiles(NORMAL, size)
        return quantiles(own, size)


def hour_of_week(at: float) -> int:
    return int(at // HOUR) % 168


def quantiles(values: Sequence[float], size: int) -> list[float]:
    """``size`` evenly spaced quantiles of at least one value, none below the lowest or above the highest."""
    ordered = sorted(values)
    padded = [ordered[0], *ordered, ordered[-1]]
    step = len(ordered) / size if size else 0.0
    places = [(i + 0.5) * step + 0.5 for i in range(size)]
    return [padded[low := int(place)] + (place - low) * (padded[low + 1] - padded[low]) for place in places]
