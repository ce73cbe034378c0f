"""From simulated waits to a calibrated interval P10, P50, P90.

Several estimates (``expert_rules``) are averaged with weights that follow their recent loss, separately for each end,
class and number of people ahead (exponentiated gradient, Kivinen and Warmuth 1997; fixed share, Herbster and Warmuth
1998). Then the width of each side changes a little after each wait outside or inside, so that eight of ten waits lie
within, separately for each class when nobody waits, when somebody waits, and for long predicted waits (adaptive
conformal inference, Gibbs and Candès 2021). The first quarter of an hour of the day has its own weights and widths.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, isinf
from operator import mul

from deskq.estimate.circumstances import Circumstances
from deskq.estimate.expert_rules import ExpertRules
from deskq.estimate.recent_quantiles import LEVELS, Triple, quantile

RATE = 0.2  # how fast weights follow losses
SHARE = 0.002  # of its weight that a rule gives to all others at each step
FORGET = 0.01  # how fast the usual loss is forgotten
STEP = 0.03  # by how much a wait outside moves the logarithm of the width
WIDTH_LIMITS = -3.0, 1.5  # of that logarithm
OUTSIDE = 0.1  # share of waits outside on either side
NOTHING = 10.0  # seconds: an earlier P10 is "at once"
LONG_SHARE = 0.8  # a predicted wait is long if it is longer than this share of the last ones
MIN_TOLD, MAX_TOLD = 50, 2000
CLASS_WEIGHT = 30.0  # outcomes with which the widths of a class count as much as those of all classes
OPENING_TIME = 900.0  # seconds after the first call of the day
OPENING = -1, 0.0  # in place of people ahead or regime, and of the class


@dataclass(frozen=True, slots=True)
class Interval:
    """Seconds: one wait in ten is shorter than ``p10``, half are shorter than ``p50``, one in ten is longer than
    ``p90``. Where most waits are zero, no wait is shorter than ``p10``, and up to two in ten are longer than
    ``p90``."""

    p10: float
    p50: float
    p90: float


def interval_of(waits: Sequence[float]) -> Interval | None:
    """Interval of equally likely waits in ascending order; None when more than one in ten never ends. The middle is the
    mean of the middle half, which varies less between forecasts than the median."""
    count = len(waits)
    p90 = _finite_quantile(waits, 0.9) if count else float("inf")
    if isinf(p90):
        return None
    middle = waits[count // 4 : count - count // 4]
    p50 = sum(middle) / len(middle)
    return Interval(min(p50, quantile(waits, 0.1)), p50, max(p50, p90))


class Calibration:
    """Learns from outcomes, calibrates intervals: each class of visitors for itself, because who is called first waits
    for something else than who is called last."""

    def __init__(self) -> None:
        self._rules = ExpertRules()
        self._mixtures: dict[tuple[int, float], _Mixture] = {}
        self._shared = [_Widths() for _ in range(3)]
        self._widths: dict[tuple[int, float], _Widths] = {}
        self._told: deque[float] = deque()
        self._ordered: list[float] = []

    def band(self, raw: Interval, seen: Circumstances) -> Interval:
        """The calibrated interval."""
        low, p50, high = sorted(self._mixture(seen).mean(self._rules.predict(seen, (raw.p10, raw.p50, raw.p90))))
        shared, own = self._both_widths(seen, p50)
        p10, p90 = own.applied(low, p50, high, shared)
        return Interval(p10 if p10 >= NOTHING else 0.0, p50 if p50 >= 1.0 else 0.0, p90)

    def learn(self, raw: Interval, seen: Circumstances, waited: float, shown: Interval | None = None) -> None:
        """A wait of ``waited`` seconds, its uncalibrated interval, and the calibrated one that was shown."""
        simulated = raw.p10, raw.p50, raw.p90
        self._mixture(seen).learn(self._rules.predict(seen, simulated), waited)
        self._rules.learn(seen, simulated, waited)
        if shown is not None:
            for widths in self._both_widths(seen, shown.p50):
                widths.learn(shown, waited)
            self._remember(shown.p50)

    def _mixture(self, seen: Circumstances) -> "_Mixture":
        key = OPENING if seen.begun < OPENING_TIME else (min(seen.ahead, 3), seen.weight)
        if key not in self._mixtures:
            self._mixtures[key] = _Mixture(self._rules.TRUST)
        return self._mixtures[key]

    def _both_widths(self, seen: Circumstances, p50: float) -> "tuple[_Widths, _Widths]":
        """Those of all classes in this regime, and those of this class there, or of the opening."""
        regime = self._regime(seen, p50)
        key = OPENING if seen.begun < OPENING_TIME else (regime, seen.weight)
        if key not in self._widths:
            self._widths[key] = _Widths()
        return self._shared[regime], self._widths[key]

    def _regime(self, seen: Circumstances, p50: float) -> int:
        """Nobody ahead, somebody ahead, or a long wait."""
        told = self._ordered
        if len(told) >= MIN_TOLD and p50 >= max(NOTHING, told[int(LONG_SHARE * len(told))]):
            return 2
        return int(seen.ahead > 0)

    def _remember(self, p50: float) -> None:
        if len(self._told) >= MAX_TOLD:
            del self._ordered[bisect_left(self._ordered, self._told.popleft())]
        self._told.append(p50)
        insort(self._ordered, p50)


class _Mixture:
    """Weighted mean of the rules, for each of LEVELS."""

    def __init__(self, trust: Sequence[float]) -> None:
        self._weights = [list(trust) for _ in LEVELS]
        self._scale = 60.0

    def mean(self, rules: Sequence[Triple]) -> list[float]:
        ends = zip(*rules, strict=True)
        return [sum(map(mul, weights, end)) for weights, end in zip(self._weights, ends, strict=True)]

    def learn(self, rules: Sequence[Triple], waited: float) -> None:
        said = self.mean(rules)
        self._scale += FORGET * (abs(waited - said[1]) + abs(said[2] - said[0]) / 2 + 1 - self._scale)
        for end, level in enumerate(LEVELS):
            if waited != said[end]:
                slope = -level if waited > said[end] else 1 - level
                losses = [slope * (rule[end] - said[end]) / self._scale for rule in rules]
                self._weights[end] = _moved(self._weights[end], losses)


def _moved(weights: Sequence[float], losses: Sequence[float]) -> list[float]:
    grown = [weight * exp(-RATE * max(-3.0, min(3.0, loss))) for weight, loss in zip(weights, losses, strict=True)]
    total = sum(grown)
    return [(1 - SHARE) * weight / total + SHARE / len(grown) for weight in grown]


class _Widths:
    """Logarithms of the factors of both sides. If no wait can be below the lower side, the upper side gets its
    share."""

    def __init__(self) -> None:
        self._low = self._high = 0.0
        self._below = OUTSIDE
        self._learned = 0

    def applied(self, low: float, middle: float, high: float, shared: "_Widths") -> tuple[float, float]:
        """Both ends. With few outcomes the widths are those ``shared`` with others."""
        own = self._learned / (self._learned + CLASS_WEIGHT)
        lower, upper = shared._low + own * (self._low - shared._low), shared._high + own * (self._high - shared._high)
        return middle - (middle - low) * exp(lower), middle + (high - middle) * exp(upper)

    def learn(self, shown: Interval, waited: float) -> None:
        below, above = waited < shown.p10, waited > shown.p90
        self._learned += 1
        self._below += STEP * (below - self._below)
        target = max(OUTSIDE, min(2 * OUTSIDE, 2 * OUTSIDE - self._below))
        self._low = _limited(self._low + STEP * (below - OUTSIDE))
        self._high = _limited(self._high + STEP * (above - target))


def _limited(width: float) -> float:
    least, most = WIDTH_LIMITS
    return max(least, min(most, width))


def _finite_quantile(ordered: Sequence[float], level: float) -> float:
    position = level * (len(ordered) - 1)
    low = int(position)
    part = position - low
    if part == 0 or isinf(ordered[low + 1]):
        return ordered[low + (part > 0)]
    return ordered[low] + part * (ordered[low + 1] - ordered[low])
