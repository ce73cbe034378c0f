"""How long visitors wait before they leave without being called: the estimator of Kaplan and Meier (1958).

For a called visitor, only a lower bound of the patience is known. Waits are counted in classes; older days count less.
"""

from bisect import bisect
from collections import defaultdict

from deskq.estimate.durations import DAY, TABLE_SIZE

EDGES = tuple(15.0 * 1.25**step for step in range(28))  # seconds: from a quarter of a minute to two hours
HALF_LIFE = 14.0  # days
MIN_LEFT = 5.0  # with fewer visitors who left, everybody counts as patient
NEVER = float("inf")


class Patience:
    def __init__(self) -> None:
        self._left: dict[int, float] = defaultdict(float)
        self._called: dict[int, float] = defaultdict(float)
        self._day = 0

    def learn(self, waited: float, at: float, left: bool) -> None:
        """A wait that ended at ``at``, by leaving or by a call."""
        if (day := int(at // DAY)) > self._day:
            keep = 0.5 ** ((day - self._day) / HALF_LIFE) if self._day else 1.0
            for counts in (self._left, self._called):
                for group in counts:
                    counts[group] *= keep
            self._day = day
        (self._left if left else self._called)[bisect(EDGES, waited)] += 1.0

    def table(self) -> list[float]:
        """``TABLE_SIZE`` equally likely seconds after which a visitor leaves, ascending; ``NEVER`` for those who stay.
        Empty when hardly anybody leaves."""
        if sum(self._left.values()) < MIN_LEFT:
            return []
        found: list[float] = []
        at_risk, staying = sum(self._left.values()) + sum(self._called.values()), 1.0
        for group, edge in enumerate(EDGES):
            leaving = self._left.get(group, 0.0)
            staying *= 1 - leaving / at_risk if at_risk > 0 else 1.0
            at_risk -= leaving + self._called.get(group, 0.0)
            found += [edge] * (round((1 - staying) * TABLE_SIZE) - len(found))
        return found + [NEVER] * (TABLE_SIZE - len(found))
