"""The waiting visitors as queues of one service and weight, so that choosing the next takes a microsecond.

Within one service and weight the order is arrival, so only heads matter. A visitor is identified by arrival time (a
float, unique). ``priority.choose_next`` over the same heads gives the same visitor; a test compares them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from deskq.estimate.snapshot import OfficeSnapshot, Visitor

NEVER = float("inf")
TIE_GAP = 1e-7  # seconds added between visitors with the same arrival time

Heads = Callable[[Sequence[float]], Any]
Groups = list[list[tuple[float, Heads]]]
QueueKey = tuple[int, float, int | None]  # service, weight, the only counter that may call


class Queues:
    """``arrivals[q]``: arrivals of queue ``q`` in order, in seconds from now (a float of today's date is too coarse to
    tell visitors apart), terminated by ``NEVER``; ``owner``: {arrival: (queue, index, is a probe)}."""

    def __init__(self, snapshot: OfficeSnapshot, more: Sequence[tuple[int, float]] = ()) -> None:
        self.people = sorted(snapshot.people, key=lambda person: (person.arrived, person.id))
        self.number: dict[QueueKey, int] = {}
        self.arrivals: list[list[float]] = []
        self.owner: dict[float, tuple[int, int, bool]] = {}
        for index, person in enumerate(self.people):
            arrived = person.arrived - snapshot.now + index * TIE_GAP
            queue = self.queue(queue_key(person))
            self.arrivals[queue].append(arrived)
            self.owner[arrived] = queue, index, person.probe
        for service, weight in more:
            self.queue((service, weight, None))
        for line in self.arrivals:
            line.append(NEVER)
        self.service = [service for service, _, _ in self.number]
        kinds = tuple(self.number)
        sent = {only for _, _, only in kinds if only is not None}
        self.seen = [
            _seen_by(tuple(counter.ranks.items()), counter.id if counter.id in sent else None, kinds)
            for counter in snapshot.counters
        ]

    def queue(self, wanted: QueueKey) -> int:
        """Number of the queue with this key; created if needed."""
        if wanted not in self.number:
            self.number[wanted] = len(self.arrivals)
            self.arrivals.append([])
        return self.number[wanted]


@lru_cache(maxsize=2000)
def _seen_by(
    ranks: tuple[tuple[int, int], ...], counter: int | None, kinds: tuple[QueueKey, ...]
) -> tuple[Heads | None, Groups, frozenset[int]]:
    """The queues from which a counter with these (service, rank) may call; the same by rank and weight; their numbers.
    ``counter``: its id if a visitor waits only for it. The result is cached, because many counters and forecasts need
    the same one."""
    rank_of = dict(ranks)
    best = min(rank_of.values(), default=1)
    ranked: dict[int, dict[float, list[int]]] = {}
    for queue, (service, weight, only) in enumerate(kinds):
        rank = rank_of.get(service) if only is None else best if only == counter else None
        if rank is not None:
            ranked.setdefault(rank, {}).setdefault(weight, []).append(queue)
    groups = [[(weight, _heads(queues)) for weight, queues in sorted(ranked[rank].items())] for rank in sorted(ranked)]
    every = [queue for weights in ranked.values() for queues in weights.values() for queue in queues]
    return _heads(every) if every else None, groups, frozenset(every)


def queue_key(person: Visitor) -> QueueKey:
    return person.service, person.weight, person.counter


def _heads(queues: list[int]) -> Heads:
    """Getter of the heads of some queues; one queue is named twice, because ``itemgetter`` of one index gives no
    tuple."""
    return itemgetter(*queues, queues[0])


def choose_next(head: Sequence[float], every: Heads, groups: Groups, now: float, bound: float) -> float:
    """Arrival of the visitor to call next, or ``NEVER``: past the maximum wait the earliest, else by rank and score."""
    first: float = min(every(head))
    if first == NEVER or now - first >= bound - 1e-4:
        return first
    for group in groups:
        chosen, best = NEVER, -1.0
        for weight, queues in group:
            arrived = min(queues(head))
            if arrived != NEVER:
                score = weight * (now - arrived) if now > arrived else 0.0
                if score > best or (score == best and arrived < chosen):
                    chosen, best = arrived, score
        if chosen != NEVER:
            return chosen
    return NEVER
