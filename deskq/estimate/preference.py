"""Which services a counter serves and in which order, inferred from whom it called and whom it let wait.

The office's rule calls the highest priority score within one rank, and a better rank before any score. So a call that
passes over a higher score of another service shows that the called service has the better rank.
"""

from collections import defaultdict
from collections.abc import Iterable

from deskq.estimate.durations import DAY
from deskq.estimate.snapshot import Visitor

MEMORY = 20 * DAY  # a counter serves what it called within this time
HALF_LIFE = 14.0  # days
MIN_VOTES = 2.5  # calls past a higher score; more than a single mistake
MIN_RATIO = 4.0  # times as often as in the opposite direction


class Preference:
    """Which services one counter prefers; learned call by call."""

    def __init__(self, bound: float) -> None:
        self.bound = bound
        self._seen: dict[int, float] = {}
        self._before: dict[tuple[int, int], float] = defaultdict(float)
        self._day = 0
        self._ranks: dict[int, int] | None = None

    def learn(self, called: Visitor, at: float, waiting: Iterable[Visitor]) -> None:
        """Learn from a call; ``waiting``: visitors who kept waiting. Past the maximum wait only arrival decides:
        nothing is learned."""
        self._fade(int(at // DAY))
        if called.service not in self._seen:
            self._ranks = None
        self._seen[called.service] = at
        if at - called.arrived >= self.bound:
            return
        score = called.weight * (at - called.arrived)
        passed = {p.service for p in waiting if p.service in self._seen and p.weight * (at - p.arrived) > score + 1.0}
        for service in passed - {called.service}:
            self._before[called.service, service] += 1.0
            self._ranks = None

    def ranks(self) -> dict[int, int]:
        """{service: rank}, best rank 1: at each rank, the remaining services that no other clearly precedes."""
        if self._ranks is None:
            self._ranks, left, rank = {}, set(self._seen), 1
            while left:
                first = {service for service in left if not self._behind(service, left)} or left
                self._ranks |= dict.fromkeys(sorted(first), rank)
                left, rank = left - first, rank + 1
        return self._ranks

    def _behind(self, service: int, left: set[int]) -> bool:
        """Whether one of the others clearly precedes it, or all of them together do."""
        pairs = [(self._before.get((other, service), 0.0), self._before.get((service, other), 0.0)) for other in left]
        together = sum(passed for passed, _ in pairs), sum(passes for _, passes in pairs)
        return any(passed >= MIN_VOTES and passed > MIN_RATIO * passes for passed, passes in (*pairs, together))

    def _fade(self, day: int) -> None:
        if day == self._day:
            return
        keep = 0.5 ** ((day - self._day) / HALF_LIFE)
        self._before = defaultdict(float, {pair: often * keep for pair, often in self._before.items()})
        self._seen = {service: at for service, at in self._seen.items() if day * DAY - at < MEMORY}
        self._day, self._ranks = day, None
