"""Chance that a free counter is really there, learned from who took the calls that it could have taken.

Each free counter takes a call with a rate that depends on its situation: how long it has been free, and its evidence of
absence (the fair shares of the calls it let pass). The rates are those of competing exponential clocks that run until
somebody calls, or until a prompt call is missed; they are fitted by online expectation maximisation.
"""

from bisect import bisect
from collections.abc import Sequence
from math import exp, expm1
from typing import Protocol

EVIDENCE_EDGES = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 12.0)
IDLE_EDGES = (120.0, 600.0, 2400.0)  # seconds since the counter was last seen
HALF_LIFE = 14.0  # days
PRIOR_WEIGHT = 4.0  # calls
PRIOR_RATE = 2.5  # of a counter just seen: it takes nine of ten calls
PRIOR_FADES = 0.7  # by how much each further call let pass lowers the prior rate
PROMPT = 30.0  # seconds: a counter that is there calls within this time
MIN_PRESENCE = 0.03  # a free counter that is there less likely is not counted on
REFRESH_AFTER = 50  # calls after which the chances are computed again

Situation = tuple[int, int, int]  # not yet seen today, idle time, evidence


def situation(unseen: bool, idle: float, evidence: float) -> Situation:
    return int(unseen), bisect(IDLE_EDGES, idle), bisect(EVIDENCE_EDGES, evidence)


class FreeCounter(Protocol):
    """A counter that is free: its evidence of absence."""

    evidence: float


class Presence:
    def __init__(self) -> None:
        self._taken: dict[Situation, float] = {}
        self._exposed: dict[Situation, float] = {}
        self._chances: dict[Situation, float] = {}
        self._day = self._calls = 0

    def begin_day(self, day: int) -> None:
        keep = 0.5 ** ((day - self._day) / HALF_LIFE)
        self._day = day
        for counts in (self._taken, self._exposed):
            for found in counts:
                counts[found] *= keep

    def chance(self, found: Situation) -> float:
        """That a counter in this situation takes a call promptly; never less than with more evidence."""
        if found not in self._chances:
            unseen, idle, evidence = found
            levels = range(evidence, len(EVIDENCE_EDGES) + 1)
            self._chances[found] = 1 - exp(-max(self._rate((unseen, idle, level)) for level in levels))
        return self._chances[found]

    def called(self, taker: Situation | None, others: Sequence[tuple[FreeCounter, Situation]]) -> None:
        """Learn from a call, and raise the evidence of the free counters that let it pass: by one where it was not
        prompt, else by their fair share."""
        self.learn(taker, [found for _, found in others])
        there = sum(self.chance(found) for _, found in others) + 1.0
        for counter, found in others:
            counter.evidence += 1.0 if taker is None else 1 / (there + 1.0 - self.chance(found))

    def now(self, unseen: bool, idle: float, evidence: float, missing: float) -> float:
        """The chance for a counter that keeps somebody waiting since ``missing`` seconds."""
        return self.chance(situation(unseen, idle, evidence + min(1.0, max(0.0, missing) / PROMPT)))

    def learn(self, taker: Situation | None, others: Sequence[Situation]) -> None:
        """One call: taken promptly by ``taker``, or by none of the free counters (None)."""
        self._calls += 1
        if self._calls % REFRESH_AFTER == 0:
            self._chances = {}
        exposure = 1.0
        free = others if taker is None else [*others, taker]
        if taker is not None:
            together = sum(self._rate(found) for found in free)
            exposure = 1 / together - exp(-together) / -expm1(-together)
            self._taken[taker] = self._taken.get(taker, 0.0) + 1.0
        for found in free:
            self._exposed[found] = self._exposed.get(found, 0.0) + exposure

    def _rate(self, found: Situation) -> float:
        unseen, _, evidence = found
        before: float = PRIOR_RATE * (0.5 if unseen else 1.0)
        before = before * PRIOR_FADES ** (EVIDENCE_EDGES[evidence - 1] if evidence else 0.0)
        return (self._taken.get(found, 0.0) + PRIOR_WEIGHT * before) / (self._exposed.get(found, 0.0) + PRIOR_WEIGHT)
