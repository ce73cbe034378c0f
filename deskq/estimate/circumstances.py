"""The observable situation at the time of an estimate. It selects similar past waits."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import OfficeSnapshot, Visitor

PROMPT = 30.0  # seconds: shorter waits count as no wait
MOST_BEGUN = 3600.0  # seconds: more are not told apart


@dataclass(frozen=True, slots=True)
class Circumstances:
    """``ahead``: people who wait for the same counters; ``prompt``: share of simulated waits below ``PROMPT`` seconds;
    ``before``: those of them with the same or a higher weight; ``free``: counters expected to be free; ``head``: how
    long the first of the own service waits; ``work``: seconds that the people ahead would take (queue-length rule);
    ``begun``: seconds since the first call of the day, 0 before it. Stored as a list: new fields come last."""

    service: int
    weight: float
    ahead: int
    before: int
    prompt: float
    free: float
    head: float
    work: float
    begun: float = MOST_BEGUN


class Surroundings:
    """The circumstances of everybody in one snapshot."""

    def __init__(self, snapshot: OfficeSnapshot, model: Model) -> None:
        self._now, self._counters, self._model = snapshot.now, snapshot.counters, model
        self._arrivals: dict[int, dict[float, list[float]]] = defaultdict(lambda: defaultdict(list))
        for person in sorted(snapshot.people, key=lambda person: person.arrived):
            if not person.probe:
                self._arrivals[person.service][person.weight].append(person.arrived)
        self._begun = min(MOST_BEGUN, model.begun(snapshot.now))
        self._pools: dict[int, tuple[dict[float, list[float]], float, float]] = {}

    def of(self, visitor: Visitor, waits: Sequence[float]) -> Circumstances:
        """``waits``: simulated, ascending."""
        arrivals, free, each = self._pool(visitor.service)
        until = self._now + 1.0 if visitor.probe else visitor.arrived
        counts = {weight: bisect_left(line, until) for weight, line in arrivals.items()}
        ahead = sum(counts.values())
        before = sum(count for weight, count in counts.items() if weight >= visitor.weight)
        prompt = bisect_left(waits, PROMPT) / len(waits) if waits else 0.0
        own = min((line[0] for line in self._arrivals[visitor.service].values()), default=until)
        head = max(0.0, self._now - own) if own < until else 0.0
        work = ahead * each
        return Circumstances(visitor.service, visitor.weight, ahead, before, prompt, free, head, work, self._begun)

    def _pool(self, service: int) -> tuple[dict[float, list[float]], float, float]:
        """Arrivals of those who wait for the counters of this service by weight, counters free, seconds each takes."""
        if service not in self._pools:
            counters = [counter for counter in self._counters if service in counter.ranks]
            shared = {service}.union(*(counter.ranks for counter in counters))
            arrivals: dict[float, list[float]] = defaultdict(list)
            for other in shared:
                for weight, line in self._arrivals[other].items():
                    arrivals[weight] += line
            for line in arrivals.values():
                line.sort()
            idle = [counter.presence for counter in counters if counter.is_free]
            staffed = sum(idle) + len(counters) - len(idle)
            each = self._model.durations.mean(service, self._now) / max(1.0, staffed)
            self._pools[service] = arrivals, sum(idle), each
        return self._pools[service]
