"""From simulated waits to a calibrated interval P10, P50, P90.

Conformal calibration: the position of each finished wait is stored, in half-widths of the uncalibrated interval. If one
wait in ten lay more than 1.4 half-widths above the middle, the next P90 is put there. By length of wait; small groups
are shrunk towards all waits, and all waits towards "calibrated" (Romano, Patterson and Candès 2019; Gibbs and Candès
2021).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf

MIN_HALF_WIDTH = 15.0  # seconds: minimum width of either side before calibration
MAX_SAMPLES = 400
GROUP_EDGES = (180.0, 900.0)  # seconds: waits up to 3 minutes, up to 15, and longer
PRIOR_WEIGHT = 40.0  # number of samples with the same weight as the prior
STEP = 0.004  # by how much a wait outside the interval moves the target level
LEVEL_LIMITS = 0.01, 0.13  # limits of the target level of either end


@dataclass(frozen=True, slots=True)
class Interval:
    """Seconds: one wait in ten is shorter than ``p10``, half are shorter than ``p50``, one in ten is longer than
    ``p90``."""

    p10: float
    p50: float
    p90: float


def interval_of(waits: Sequence[float]) -> Interval | None:
    """Interval of equally likely waits in ascending order; None when more than one in ten never ends. The middle is the
    mean of the middle half, which varies less between forecasts than the median."""
    count = len(waits)
    p90 = _quantile(waits, 0.9) if count else float("inf")
    if isinf(p90):
        return None
    middle = waits[count // 4 : count - count // 4]
    p50 = sum(middle) / len(middle)
    return Interval(min(p50, _quantile(waits, 0.1)), p50, max(p50, p90))


class Calibration:
    """Learns positions of outcomes, calibrates intervals."""

    def __init__(self) -> None:
        self._samples: list[deque[float]] = [deque(maxlen=MAX_SAMPLES) for _ in range(len(GROUP_EDGES) + 1)]
        self._all: deque[float] = deque(maxlen=MAX_SAMPLES)
        self._marks: dict[int, tuple[float, float, float]] = {}
        self._low = self._high = 0.1

    def learn(self, raw: Interval, waited: float, shown: Interval | None = None) -> None:
        """A wait of ``waited`` seconds, its uncalibrated interval, and the calibrated one that was shown."""
        if shown is not None:
            self._low = _next_level(self._low, waited < shown.p10)
            self._high = _next_level(self._high, waited > shown.p90)
        position = (waited - raw.p50) / _half_width(raw, waited >= raw.p50)
        for samples in (self._samples[_group(raw)], self._all):
            samples.append(position)
        self._marks = {}

    def band(self, raw: Interval) -> Interval:
        """The calibrated interval."""
        low, middle, high = self._marks_of(_group(raw))
        p50 = raw.p50 + middle * _half_width(raw, middle > 0)
        p90 = raw.p50 + high * _half_width(raw, high > 0)
        p10 = raw.p50 + low * _half_width(raw, low > 0)
        p50 = max(0.0, p50)
        return Interval(max(0.0, min(p10, p50)), p50, max(p90, p50))

    def _marks_of(self, group: int) -> tuple[float, float, float]:
        """Positions of P10, P50 and P90, in half-widths from the middle."""
        if group not in self._marks:
            levels = self._low, 0.5, 1 - self._high
            everyone = _positions(self._all, (-1.0, 0.0, 1.0), levels)
            self._marks[group] = _positions(self._samples[group], everyone, levels)
        return self._marks[group]


Positions = tuple[float, float, float]


def _positions(samples: Sequence[float], before: Positions, levels: Positions) -> Positions:
    if not samples:
        return before
    ordered = sorted(samples)
    share = len(ordered) / (len(ordered) + PRIOR_WEIGHT)
    low, middle, high = (
        share * _quantile(ordered, level) + (1 - share) * old for level, old in zip(levels, before, strict=True)
    )
    return low, middle, high


def _next_level(level: float, missed: bool) -> float:
    """Adaptive level: wider after a wait outside, a little narrower after one inside; stationary when one in ten is
    outside."""
    least, most = LEVEL_LIMITS
    return min(most, max(least, level + STEP * (0.1 - missed)))


def _half_width(raw: Interval, above: bool) -> float:
    return MIN_HALF_WIDTH + (raw.p90 - raw.p50 if above else raw.p50 - raw.p10)


def _group(raw: Interval) -> int:
    return sum(raw.p50 > edge for edge in GROUP_EDGES)


def _quantile(ordered: Sequence[float], level: float) -> float:
    position = level * (len(ordered) - 1)
    low = int(position)
    part = position - low
    if part == 0 or isinf(ordered[low + 1]):
        return ordered[low + (part > 0)]
    return ordered[low] + part * (ordered[low + 1] - ordered[low])
