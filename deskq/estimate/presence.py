"""Probability that a free counter is staffed, learned from the calls that it could have made and that other counters
made. Each free counter makes a call with a rate that depends on its situation: how long it has been free, and its
evidence of absence (the sum of its fair shares of such calls). The rates are those of competing exponential clocks that
run until somebody calls, or until a prompt call is missed; they are fitted by online expectation maximisation.
"""

from bisect import bisect
from collections.abc import Sequence
from math import exp, expm1
from typing import Protocol

EVIDENCE_EDGES = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 12.0)
IDLE_EDGES = (120.0, 600.0, 2400.0)  # seconds since the counter was last seen
HALF_LIFE = 14.0  # days
PRIOR_WEIGHT = 4.0  # calls
PRIOR_RATE = 2.5  # of a counter just seen: it makes nine of ten calls
PRIOR_FADES = 0.7  # factor of the prior rate for each further call made by others
PROMPT = 30.0  # seconds: a staffed counter calls within this time
MIN_PRESENCE = 0.03  # a free counter with a lower probability is left out
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
        """Probability that a counter in this situation makes a call promptly. It never rises with more evidence."""
        if found not in self._chances:
            unseen, idle, evidence = found
            levels = range(evidence, len(EVIDENCE_EDGES) + 1)
            self._chances[found] = 1 - exp(-max(self._rate((unseen, idle, level)) for level in levels))
        return self._chances[found]

    def called(self, taker: Situation | None, others: Sequence[tuple[FreeCounter, Situation]]) -> None:
        """Learn from a call, and raise the evidence of the free counters that did not make it: by one if it was not
        prompt, otherwise by their fair share."""
        self.learn(taker, [found for _, found in others])
        there = sum(self.chance(found) for _, found in others) + 1.0
        for counter, found in others:
            counter.evidence += 1.0 if taker is None else 1 / (there + 1.0 - self.chance(found))

    def now(self, unseen: bool, idle: float, evidence: float, missing: float) -> float:
        """The probability for a counter for which somebody has waited ``missing`` seconds."""
        return self.chance(situation(unseen, idle, evidence + min(1.0, max(0.0, missing) / PROMPT)))

    def learn(self, taker: Situation | None, others: Sequence[Situation]) -> None:
        """Learn from one call: made promptly by ``taker``, or by none of the free counters (None)."""
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
