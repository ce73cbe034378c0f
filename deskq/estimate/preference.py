"""What a counter serves and what first, read off whom it called while whom it let wait.

Under the office's rule the greatest claim is called within one rank, and a better rank before any claim. So a call that
passes over a greater claim of another service tells that the called service stands before it.
"""

from collections import defaultdict
from collections.abc import Iterable

from deskq.estimate.durations import DAY
from deskq.estimate.snapshot import Person

FORGET = 20 * DAY  # a counter serves what it was seen to serve within this time
HALF_LIFE = 14.0  # days
ENOUGH = 2.5  # calls past a greater claim, lest one mistake should make a rank
CLEARLY = 4.0  # times as often as the other way round


class Preference:
    """Of one counter; learned call by call."""

    def __init__(self, bound: float) -> None:
        self.bound = bound
        self._seen: dict[int, float] = {}
        self._before: dict[tuple[int, int], float] = defaultdict(float)
        self._day = 0
        self._ranks: dict[int, int] | None = None

    def learn(self, called: Person, at: float, line: Iterable[Person]) -> None:
        """Somebody was called; ``line``: who went on waiting. Past the bound arrival alone decides: no news."""
        self._fade(int(at // DAY))
        if called.service not in self._seen:
            self._ranks = None
        self._seen[called.service] = at
        if at - called.arrived >= self.bound:
            return
        claim = called.weight * (at - called.arrived)
        passed = {p.service for p in line if p.service in self._seen and p.weight * (at - p.arrived) > claim + 1.0}
        for service in passed - {called.service}:
            self._before[called.service, service] += 1.0
            self._ranks = None

    def ranks(self) -> dict[int, int]:
        """{service: rank}, the best 1: at each rank the services before which none of those left clearly stands."""
        if self._ranks is None:
            self._ranks, left, rank = {}, set(self._seen), 1
            while left:
                first = {service for service in left if not self._behind(service, left)} or left
                self._ranks |= dict.fromkeys(sorted(first), rank)
                left, rank = left - first, rank + 1
        return self._ranks

    def _behind(self, service: int, left: set[int]) -> bool:
        """Whether one of the others clearly stands before it, or all together do."""
        pairs = [(self._before.get((other, service), 0.0), self._before.get((service, other), 0.0)) for other in left]
        together = sum(passed for passed, _ in pairs), sum(passes for _, passes in pairs)
        return any(passed >= ENOUGH and passed > CLEARLY * passes for passed, passes in (*pairs, together))

    def _fade(self, day: int) -> None:
        if day == self._day:
            return
        keep = 0.5 ** ((day - self._day) / HALF_LIFE)
        self._before = defaultdict(float, {pair: often * keep for pair, often in self._before.items()})
        self._seen = {service: at for service, at in self._seen.items() if day * DAY - at < FORGET}
        self._day, self._ranks = day, None
