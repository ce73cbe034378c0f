"""The line cut into queues of one service and weight, so that whose turn it is takes a microsecond.

Within one service and class the order is arrival, so only heads count. A queue is known by the arrival of its head (a
float, one for each person); ``rules.choose_next`` over the same heads gives the same person, and a test compares them.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from deskq.estimate.snapshot import Desk, Hall, Person

NOBODY = float("inf")
APART = 1e-7  # seconds between two who came in the same moment, in the order of their numbers

Heads = Callable[[Sequence[float]], Any]
Groups = list[list[tuple[float, Heads]]]
Kind = tuple[int, float, int | None]  # service, weight, the only counter that may call


class Queues:
    """``lines[q]``: arrivals of a queue in order, as seconds from now (a float of today's date is too coarse to tell
    people apart), ended by ``NOBODY``; ``owner``: {arrival: (queue, index, ghost)}."""

    def __init__(self, hall: Hall, more: Sequence[tuple[int, float]] = ()) -> None:
        self.people = sorted(hall.people, key=lambda person: (person.arrived, person.id))
        self.number: dict[Kind, int] = {}
        self.lines: list[list[float]] = []
        self.owner: dict[float, tuple[int, int, bool]] = {}
        for index, person in enumerate(self.people):
            arrived = person.arrived - hall.now + index * APART
            queue = self.queue(kind(person))
            self.lines[queue].append(arrived)
            self.owner[arrived] = queue, index, person.ghost
        for service, weight in more:
            self.queue((service, weight, None))
        for line in self.lines:
            line.append(NOBODY)
        self.service = [service for service, _, _ in self.number]
        alike: dict[object, tuple[Heads | None, Groups, frozenset[int]]] = {}
        sent = {only for _, _, only in self.number if only is not None}
        self.seen = []
        for desk in hall.desks:
            same: object = desk.id if desk.id in sent else ("ranks", *desk.ranks.items())
            if same not in alike:
                alike[same] = self._seen_by(desk)
            self.seen.append(alike[same])

    def queue(self, wanted: Kind) -> int:
        if wanted not in self.number:
            self.number[wanted] = len(self.lines)
            self.lines.append([])
        return self.number[wanted]

    def _seen_by(self, desk: Desk) -> tuple[Heads | None, Groups, frozenset[int]]:
        """All queues a counter may call from; the same by rank and weight; and their numbers."""
        best = min(desk.ranks.values(), default=1)
        ranked: dict[int, dict[float, list[int]]] = {}
        for (service, weight, only), queue in self.number.items():
            if only == desk.id or (only is None and service in desk.ranks):
                rank = best if only == desk.id else desk.ranks[service]
                ranked.setdefault(rank, {}).setdefault(weight, []).append(queue)
        groups = [
            [(weight, _heads(queues)) for weight, queues in sorted(ranked[rank].items())] for rank in sorted(ranked)
        ]
        every = [queue for weights in ranked.values() for queues in weights.values() for queue in queues]
        return _heads(every) if every else None, groups, frozenset(every)


def kind(person: Person) -> Kind:
    return person.service, person.weight, person.desk


def _heads(queues: list[int]) -> Heads:
    """Picks the heads of some queues; one queue is named twice, for of one alone ``itemgetter`` makes no tuple."""
    return itemgetter(*queues, queues[0])


def choose(head: Sequence[float], every: Heads, groups: Groups, now: float, bound: float) -> float:
    """The arrival of who is called next, or ``NOBODY``: past the bound the earliest, else by rank and claim."""
    first: float = min(every(head))
    if first == NOBODY or now - first >= bound - 1e-4:
        return first
    for group in groups:
        chosen, best = NOBODY, -1.0
        for weight, queues in group:
            arrived = min(queues(head))
            if arrived != NOBODY:
                claim = weight * (now - arrived) if now > arrived else 0.0
                if claim > best or (claim == best and arrived < chosen):
                    chosen, best = arrived, claim
        if chosen != NOBODY:
            return chosen
    return NOBODY
