"""From runs to a band that keeps its word: P10, P50, P90, set right by what came of earlier ones.

Conformal calibration: for each finished wait its place is noted, in half-widths of the band as it was before it was set
right. If every tenth wait lay 1.4 half-widths above the middle, the next P90 stands there. By length of wait, each
group drawn to all waits while few, and all to 1 (Romano, Patterson and Candès 2019; Gibbs and Candès 2021).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf

FLOOR = 15.0  # seconds by which a band is never narrower on either side before it is set right
KEPT = 400
EDGES = (180.0, 900.0)  # waits up to 3 minutes, up to 15, and longer
NEW = 40.0  # places that count as much as the assumption that bands are right
STEP = 0.004  # how far one wait outside the band moves the level that is aimed at
WIDEST = 0.01, 0.13  # levels aimed at never leave this, for either end


@dataclass(frozen=True, slots=True)
class Band:
    """Seconds: one wait in ten is shorter than ``p10``, half shorter than ``p50``, one in ten longer than ``p90``."""

    p10: float
    p50: float
    p90: float


def of_runs(waits: Sequence[float]) -> Band | None:
    """The band of some equally likely waits, the shortest first; None when one in ten never ends. The
    middle is the mean of the middle half, which moves less from picture to picture than the median."""
    count = len(waits)
    p90 = _quantile(waits, 0.9) if count else float("inf")
    if isinf(p90):
        return None
    middle = waits[count // 4 : count - count // 4]
    p50 = sum(middle) / len(middle)
    return Band(min(p50, _quantile(waits, 0.1)), p50, max(p50, p90))


class Calibration:
    """Learns places, gives bands."""

    def __init__(self) -> None:
        self._places: list[deque[float]] = [deque(maxlen=KEPT) for _ in range(len(EDGES) + 1)]
        self._all: deque[float] = deque(maxlen=KEPT)
        self._marks: dict[int, tuple[float, float, float]] = {}
        self._low = self._high = 0.1

    def learn(self, raw: Band, waited: float, said: Band | None = None) -> None:
        """A wait that ended after ``waited`` seconds, the band of it before it was set right, and the band told."""
        if said is not None:
            self._low = _aim(self._low, waited < said.p10)
            self._high = _aim(self._high, waited > said.p90)
        place = (waited - raw.p50) / _half(raw, waited >= raw.p50)
        for places in (self._places[_group(raw)], self._all):
            places.append(place)
        self._marks = {}

    def band(self, raw: Band) -> Band:
        """The band set right."""
        low, middle, high = self._marks_of(_group(raw))
        p50 = raw.p50 + middle * _half(raw, middle > 0)
        p90 = raw.p50 + high * _half(raw, high > 0)
        p10 = raw.p50 + low * _half(raw, low > 0)
        p50 = max(0.0, p50)
        return Band(max(0.0, min(p10, p50)), p50, max(p90, p50))

    def _marks_of(self, group: int) -> tuple[float, float, float]:
        """Where P10, P50 and P90 stand, in half-widths from the middle."""
        if group not in self._marks:
            levels = self._low, 0.5, 1 - self._high
            everyone = _marks(self._all, (-1.0, 0.0, 1.0), levels)
            self._marks[group] = _marks(self._places[group], everyone, levels)
        return self._marks[group]


Marks = tuple[float, float, float]


def _marks(places: Sequence[float], before: Marks, levels: Marks) -> Marks:
    if not places:
        return before
    ordered = sorted(places)
    share = len(ordered) / (len(ordered) + NEW)
    low, middle, high = (
        share * _quantile(ordered, level) + (1 - share) * old for level, old in zip(levels, before, strict=True)
    )
    return low, middle, high


def _aim(level: float, missed: bool) -> float:
    """Aim wider after a wait outside, a little narrower after one inside; at rest when one in ten is outside."""
    least, most = WIDEST
    return min(most, max(least, level + STEP * (0.1 - missed)))


def _half(raw: Band, above: bool) -> float:
    return FLOOR + (raw.p90 - raw.p50 if above else raw.p50 - raw.p10)


def _group(raw: Band) -> int:
    return sum(raw.p50 > edge for edge in EDGES)


def _quantile(ordered: Sequence[float], level: float) -> float:
    place = level * (len(ordered) - 1)
    low = int(place)
    part = place - low
    if part == 0 or isinf(ordered[low + 1]):
        return ordered[low + (part > 0)]
    return ordered[low] + part * (ordered[low + 1] - ordered[low])
