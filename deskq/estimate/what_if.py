"""The next hour with other counters: how many visitors of each service would be called in time.

The simulation of ``forecast`` with every kind of newcomer, up to a fixed end instead of the last call. Scenarios with
the same seed meet the same visitors, so that their difference is that of the counters (common random numbers).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heapreplace
from math import exp
from random import Random

from deskq.estimate.durations import HOUR
from deskq.estimate.forecast import ANTITHETIC, HORIZON, Forecast
from deskq.estimate.forecast_run import Newcomer, Run
from deskq.estimate.learned_model import Model
from deskq.estimate.queues import NEVER, choose_next
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter

#: Newcomers of so many seconds are counted.
WINDOW = HOUR / 2
RUNS = 100


@dataclass(slots=True)
class Expected:
    """Over all runs: of ``known`` visitors so many were called ``in_time``."""

    known: int = 0
    in_time: int = 0


class WhatIf(Forecast):
    """``targets``: {service: seconds within which its visitors are to be called first}. Counted are the newcomers of
    the next half hour, and of those who wait now the ``first`` (ids that wait for their first call) who are not late
    yet."""

    def __init__(
        self, snapshot: OfficeSnapshot, model: Model, seed: int, targets: Mapping[int, float], first: Collection[int]
    ) -> None:
        people = [person for person in snapshot.people if not person.probe]
        super().__init__(replace(snapshot, people=people), model, Random(seed))  # noqa: S311  (simulation)
        self._seed = seed
        self.expected = {service: Expected() for service in targets}
        self._targets = targets
        self._end = min(HORIZON, WINDOW + max(targets.values(), default=0.0))
        self._counted = [
            person.id in first
            and person.service in targets
            and snapshot.now - person.arrived <= targets[person.service]
            for person in self.queues.people
        ]

    def run(self, runs: int = RUNS) -> Mapping[int, Expected]:
        """{service: what is expected of it}."""
        while self.runs < runs:
            self.step()
        return self.expected

    def step(self) -> None:
        """An antithetic pair of runs. Arrivals, visits and counters are drawn from sources of their own, so that
        another counter changes nothing else."""
        keeps, visits = Random(f"keeps {self._seed} {self.runs}"), Random(f"visits {self._seed} {self.runs}")  # noqa: S311
        luck, lengths, gaps = keeps.randbytes(4 * len(self._keeps)), visits.randbytes(509), visits.randbytes(251)
        pace, flip = exp(self._doubt * visits.gauss(0, 1)), ANTITHETIC
        self._play(luck, lengths, gaps, self._newcomers(), pace)
        self._play(luck.translate(flip), lengths.translate(flip), gaps.translate(flip), self._newcomers(), 1 / pace)

    def _newcomers(self) -> Iterator[Newcomer]:
        self.rng = Random(f"arrivals {self._seed} {self.runs}")  # noqa: S311
        self.runs += 1
        return self._coming()

    def _relevant(self) -> set[tuple[int, float]]:
        """Every kind of visitor that has ever come."""
        return set(self.model.arrivals.shares())

    def _coming(self) -> Iterator[Newcomer]:
        for at, queue, arrived in super()._coming():
            if arrived >= 0.0 and at <= WINDOW and self.queues.service[queue] in self.expected:
                self.expected[self.queues.service[queue]].known += 1
            yield at, queue, arrived

    def _call(self, run: Run) -> None:
        """As in a forecast, until the end."""
        seen, owner, bound, end = self.queues.seen, self.queues.owner, self.snapshot.bound, self._end
        heap, head, place, visit = run.heap, run.head, run.place, run.visits
        newcomer = next(run.coming)
        for person, counted in zip(self.queues.people, self._counted, strict=True):
            if counted:
                self.expected[person.service].known += 1
        while min(at := heap[0][0] if heap else NEVER, newcomer[0]) < end:
            if newcomer[0] <= at:
                run.join(newcomer)
                self._wake(run, newcomer)
                newcomer = next(run.coming)
                continue
            counter = heap[0][1]
            if at >= run.rests[counter]:
                self._rest(run)
                continue
            every, groups, _ = seen[counter]
            chosen = choose_next(head, every, groups, at, bound) if every else NEVER
            if chosen == NEVER:
                run.idle.append(heappop(heap)[1])
                continue
            known = owner.get(chosen)
            queue = run.later[chosen] if known is None else known[0]
            place[queue] += 1
            head[queue] = run.arrivals[queue][place[queue]]
            if known is not None and self._patience and self._has_left(known[1], at - chosen, next(visit)):
                self._leave(known[1])
                continue
            self._called(queue, chosen, at, self._counted[known[1]] if known else chosen >= 0.0)
            stay = self._tables[queue][next(visit)] * run.paces[counter]
            heapreplace(heap, (at + stay + self._gaps[next(run.gaps)], counter))

    def _leave(self, person: int) -> None:
        """Who leaves is neither in time nor late."""
        if self._counted[person]:
            self.expected[self.queues.people[person].service].known -= 1

    def _called(self, queue: int, arrived: float, at: float, counted: bool) -> None:
        """``counted``: not somebody who returns from hold."""
        service = self.queues.service[queue]
        if counted and service in self.expected and arrived <= WINDOW:
            self.expected[service].in_time += at - arrived <= self._targets[service]


def with_counters(snapshot: OfficeSnapshot, service: int, more: int) -> OfficeSnapshot:
    """The same with so many counters more that serve this service and are free now."""
    added = [OpenCounter(-number, {service: 1}, snapshot.now) for number in range(1, more + 1)]
    return replace(snapshot, counters=[*snapshot.counters, *added])
