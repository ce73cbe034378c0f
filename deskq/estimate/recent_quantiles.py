"""Quantiles of the last values in nested groups: a small group is shrunk towards the wider one before it."""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Hashable, Iterable, Sequence

LEVELS = (0.1, 0.5, 0.9)
MAX_VALUES = 300  # last values of a group

Triple = tuple[float, float, float]  # the quantiles of LEVELS


class _Group:
    __slots__ = ("_values", "ordered", "quantiles")

    def __init__(self) -> None:
        self._values: deque[float] = deque()
        self.ordered: list[float] = []
        self.quantiles: Triple | None = None

    def add(self, value: float) -> None:
        if len(self._values) >= MAX_VALUES:
            del self.ordered[bisect_left(self.ordered, self._values.popleft())]
        self._values.append(value)
        insort(self.ordered, value)
        self.quantiles = None


class RecentQuantiles:
    """``weight``: number of values with which a group counts as much as the wider group."""

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self._groups: dict[Hashable, _Group] = {}

    def learn(self, groups: Iterable[Hashable], value: float) -> None:
        for key in groups:
            group = self._groups.get(key)
            if group is None:
                group = self._groups[key] = _Group()
            group.add(value)

    def quantiles(self, groups: Iterable[Hashable], before: Triple) -> Triple:
        """Quantiles of the narrowest of ``groups`` (given from wide to narrow); ``before``: quantiles to use without
        any data."""
        low, middle, high = before
        for key in groups:
            group = self._groups.get(key)
            if group is None:
                break
            if group.quantiles is None:
                group.quantiles = _of_levels(group.ordered)
            own = len(group.ordered) / (len(group.ordered) + self.weight)
            a, b, c = group.quantiles
            low, middle, high = low + own * (a - low), middle + own * (b - middle), high + own * (c - high)
        return low, middle, high


def _of_levels(ordered: Sequence[float]) -> Triple:
    low, middle, high = LEVELS
    return quantile(ordered, low), quantile(ordered, middle), quantile(ordered, high)


def quantile(ordered: Sequence[float], level: float) -> float:
    position = level * (len(ordered) - 1)
    low = int(position)
    part = position - low
    return ordered[low] + part * (ordered[low + 1] - ordered[low]) if part else ordered[low]
