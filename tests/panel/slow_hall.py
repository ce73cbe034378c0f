"""The next hour of a hall, simulated slowly by the office's own rule: second opinion on what advice is made of.

One event after another, every draw by ``random.choice``, the next visitor by ``queue.rules.priority.choose_next`` over
everybody who waits.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from math import exp
from random import Random

from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter
from deskq.queue.rules import priority
from deskq.queue.rules.priority import CounterQueue, NobodyWaiting

WINDOW = 1800.0
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Waiting:
    id: int
    service_id: int
    weight: float
    at: float
    counted: bool
    directed: bool = False

    @property
    def arrived_at(self) -> datetime:
        return EPOCH + timedelta(seconds=self.at)


def percents(
    snapshot: OfficeSnapshot, model: Model, targets: Mapping[int, float], first: set[int], runs: int, seed: int
) -> dict[int, float]:
    """{service: percent called in time}, of a model without learned breaks."""
    known: Counter[int] = Counter()
    in_time: Counter[int] = Counter()
    rng = Random(seed)
    for _run in range(runs):
        for visitor, called in _Run(snapshot, model, targets, first, rng).play():
            known[visitor.service_id] += 1
            in_time[visitor.service_id] += called is not None and called - visitor.at <= targets[visitor.service_id]
    return {service: 100 * in_time[service] / known[service] for service in known}


class _Run:
    def __init__(
        self, snapshot: OfficeSnapshot, model: Model, targets: Mapping[int, float], first: set[int], rng: Random
    ) -> None:
        self.of, self.model, self.targets, self.rng = snapshot, model, targets, rng
        self.pace = exp(model.durations.doubt(snapshot.now) * rng.gauss(0, 1))
        self.gaps, self.reactions, *_ = model.pause_tables(snapshot.now)
        self.people = [
            Waiting(
                p.id, p.service, p.weight, p.arrived, p.id in first and snapshot.now - p.arrived <= targets[p.service]
            )
            for p in snapshot.people
        ]
        self.called: dict[int, float] = {}

    def play(self) -> Iterator[tuple[Waiting, float | None]]:
        now, end = self.of.now, self.of.now + WINDOW + max(self.targets.values())
        events: list[tuple[float, int, str, object]] = []
        order = iter(range(10**9))
        for counter in self.of.counters:
            heappush(events, (self._free_at(counter), next(order), "free", counter))
        newcomers = list(self._newcomers(now, end))
        for visitor in newcomers:
            heappush(events, (visitor.at, next(order), "comes", visitor))
        waiting, idle = {one.id: one for one in self.people}, list[OpenCounter]()
        while events and events[0][0] < end:
            at, _, _what, who = heappop(events)
            if isinstance(who, Waiting):
                waiting[who.id] = who
                ready = next((one for one in idle if who.service_id in one.ranks), None)
                if ready is not None:
                    idle.remove(ready)
                    heappush(events, (at + self.reactions[128], next(order), "free", ready))
                continue
            assert isinstance(who, OpenCounter)
            line = CounterQueue(who.ranks, timedelta(seconds=self.of.bound), EPOCH + timedelta(seconds=at))
            try:
                chosen = priority.choose_next(waiting.values(), line)
            except NobodyWaiting:
                idle.append(who)
                continue
            del waiting[chosen.id]
            self.called[chosen.id] = at
            lasts = self.rng.choice(self.model.table(chosen.service_id, now)) * self.pace * self.model.pace(who.id)
            heappush(events, (at + lasts + self.rng.choice(self.gaps), next(order), "free", who))
        counted = [one for one in self.people if one.counted] + [one for one in newcomers if one.at <= now + WINDOW]
        return ((one, self.called.get(one.id)) for one in counted)

    def _free_at(self, counter: OpenCounter) -> float:
        now = self.of.now
        if counter.serving is None:  # since this moment
            return now + self.rng.choice(self.gaps)
        pace, lasted = self.pace * self.model.pace(counter.id), now - counter.since
        longer = [one * pace for one in self.model.table(counter.serving, now) if one * pace > lasted]
        stays = self.rng.choice(longer) - lasted if longer else self.rng.expovariate(1 / (30 + 0.25 * lasted))
        return now + stays + self.rng.choice(self.gaps)

    def _newcomers(self, now: float, end: float) -> Iterator[Waiting]:
        arrivals, at, number = self.model.arrivals, now, 1_000_000
        shares = arrivals.shares()
        while at < end:
            ends = min(end, (at // 3600 + 1) * 3600)
            rate = arrivals.rate(at) * arrivals.pace(now)
            at = at + self.rng.expovariate(rate) if rate else ends
            if at >= ends:
                at = ends
                continue
            (kind,) = self.rng.choices(list(shares), list(shares.values()))
            number += 1
            yield Waiting(number, kind[0], kind[1], at, counted=True)
