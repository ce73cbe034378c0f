"""The line played forward, many times: when is everyone called?

Each run draws how long the visitors at the counters still stay (given how long they have), how long the others will,
who comes meanwhile with a higher claim, and calls by the office's own rule. Runs come in pairs of opposite luck
(antithetic variates), which steadies the middle. One byte picks one entry of a table, so a draw costs an index.
"""

from bisect import bisect, insort
from collections.abc import Iterator
from heapq import heapify, heappop, heappush, heapreplace
from itertools import chain, cycle
from math import exp, log
from random import Random

from deskq.estimate.durations import SIZE
from deskq.estimate.learned_model import Model
from deskq.estimate.queues import APART, NOBODY, Heads, Queues, choose
from deskq.estimate.snapshot import Desk, Hall

OPPOSITE = bytes(255 - byte for byte in range(256))
HORIZON = 6 * 3600.0  # nothing is said about what lies beyond
MOST_CALLS = 75_000  # calls played for one picture of the office: the runs follow from it
FEWEST, MOST = 12, 48
Coming = tuple[float, int, float]  # when, into which queue, arrival that counts


class Forecast:
    """One picture of the office, ready to be played. ``step()`` plays two opposite runs; ``waits()`` sums up."""

    def __init__(self, hall: Hall, lore: Model, dice: Random, newcomer: bool = False) -> None:
        self.hall, self.lore, self.dice = hall, lore, dice
        learned = lore.arrivals.stream(hall.now, hall.closes, _matter(hall, lore))
        self.stream = learned
        returns = [(person.service, person.weight) for _, person in hall.returns]
        self.queues = Queues(hall, [*learned.kinds, *returns])
        self.calls: list[list[float]] = [[] for _ in self.queues.people]
        self.runs = 0
        self._newcomer = newcomer  # only the first ghost is asked about: a run ends with it
        self._first = [line[0] for line in self.queues.lines]
        self._tables = [lore.table(service, hall.now) for service in self.queues.service]
        self._gaps, self._reactions, self._away, self._late = lore.pause_tables(hall.now)
        self._paces = [lore.pace(desk.id) for desk in hall.desks]
        self._doubt = lore.durations.doubt(hall.now)
        self._keeps = [self._kept(desk, seen[0]) for desk, seen in zip(hall.desks, self.queues.seen, strict=True)]
        self._breaks = [self._next_break(desk) for desk in hall.desks]
        self._leaves = [NOBODY if desk.leaves is None else desk.leaves - hall.now for desk in hall.desks]
        self._returns = [
            (at - hall.now, self.queues.queue((p.service, p.weight, None)), p.arrived - hall.now - (i + 1) * APART)
            for i, (at, p) in enumerate(hall.returns)
        ]

    def enough(self) -> int:
        """How many runs this picture gets: many for a small line, fewer for a long one."""
        return max(FEWEST, min(MOST, MOST_CALLS // (8 * (len(self.queues.people) + 8))))

    def step(self) -> None:
        luck, pace = self.dice.randbytes(4 * len(self._keeps)), exp(self._doubt * self.dice.gauss(0, 1))
        visits, gaps = self.dice.randbytes(509), self.dice.randbytes(251)
        coming = self._coming()
        self._play(luck, visits, gaps, coming, pace)
        coming = self._coming()
        flip = OPPOSITE
        self._play(luck.translate(flip), visits.translate(flip), gaps.translate(flip), coming, 1 / pace)
        self.runs += 2

    def waits(self) -> dict[int, list[float]]:
        """{person's id: seconds until the call in each run, the shortest first}; ``inf`` where no call came."""
        return {
            person.id: sorted(found) + [NOBODY] * (self.runs - len(found))
            for person, found in zip(self.queues.people, self.calls, strict=True)
        }

    def _coming(self) -> list[Coming]:
        number, now = self.queues.number, self.hall.now
        drawn = [
            (at - now, number[service, weight, None], at - now) for at, (service, weight) in self.stream.draw(self.dice)
        ]
        return sorted(drawn + self._returns) if self._returns else drawn

    def _kept(self, desk: Desk, every: Heads | None) -> tuple[list[float], float, float, bool]:
        """What keeps a counter now: lengths it may last, how long it has, times how much, and whether by a visitor."""
        now = self.hall.now
        if desk.visitor is not None:
            return self.lore.table(desk.visitor, now), now - desk.since, self.lore.pace(desk.id), True
        if desk.back is not None:
            return self._late, now - desk.back, 1.0, False
        if desk.away is not None:
            return self._away, now - desk.away, 1.0, False
        first = now + min(0.0, min(every(self._first)) if every else 0.0)
        since, table = (desk.since, self._gaps) if first <= desk.since else (first, self._reactions)
        if now - since > table[-1]:
            table = self._away
        return table, now - since, 1.0, False

    def _next_break(self, desk: Desk) -> list[float]:
        pauses, now = self.lore.pauses, self.hall.now
        return pauses.next_break(pauses.taken(desk.id, now) + (desk.back is not None or desk.away is not None), now)

    def _free(self, draws: Iterator[int], pace: float) -> list[tuple[float, int]]:
        """Seconds from now when each counter is free."""
        free = []
        for number, (table, lasted, slow, busy) in enumerate(self._keeps):
            byte, second = next(draws), next(draws)
            times = slow * pace if busy else 1.0
            begin = bisect(table, lasted / times)
            if begin < SIZE:
                at = times * table[begin + (byte * (SIZE - begin) >> 8)] - lasted
            else:  # longer than ever seen: the longer it has lasted, the longer it may
                at = -(30.0 + 0.25 * lasted) * log((byte + 0.5) / SIZE)
            if busy:
                at += self._gaps[second]
            free.append((max(0.0, at), number))
        return free

    def _play(self, luck: bytes, visits: bytes, gaps: bytes, coming: list[Coming], pace: float) -> None:
        draws = iter(luck)
        heap = self._free(draws, pace)
        rests = [
            min(b[next(draws) * len(b) >> 8] if b else NOBODY, leaves)
            for b, leaves in zip(self._breaks, self._leaves, strict=True)
        ]
        heapify(heap)
        lines = [line[:] for line in self.queues.lines] if coming else self.queues.lines
        paces = [pace * slow for slow in self._paces]
        self._call(heap, lines, rests, paces, chain(coming, [(HORIZON, 0, 0.0)]), draws, cycle(visits), cycle(gaps))

    def _call(
        self, heap: list[tuple[float, int]], lines: list[list[float]], rests: list[float], paces: list[float],
        arriving: Iterator[Coming], draws: Iterator[int], visit: Iterator[int], gap: Iterator[int],
    ) -> None:  # fmt: skip
        """Calls in their order until all were called or the horizon arrives: the loop in which the time goes."""
        seen, owner, calls, bound = self.queues.seen, self.queues.owner, self.calls, self.hall.bound
        tables, gap_table, left = self._tables, self._gaps, len(self.queues.people)
        head, place, idle, later = self._first[:], [0] * len(self._first), list[int](), dict[float, int]()
        comes, into, claims = next(arriving)
        while left:
            at, desk = heap[0] if heap else (NOBODY, -1)
            if comes <= at:
                if comes >= HORIZON:
                    return
                insort(lines[into], claims, place[into])
                head[into], later[claims] = lines[into][place[into]], into
                self._wake(idle, heap, into, comes)
                comes, into, claims = next(arriving)
                continue
            if at >= rests[desk]:
                self._rest(heap, rests, next(draws))
                continue
            every, groups, _ = seen[desk]
            chosen = choose(head, every, groups, at, bound) if every else NOBODY
            if chosen == NOBODY:
                idle.append(heappop(heap)[1])
                continue
            known = owner.get(chosen)
            queue = later[chosen] if known is None else known[0]
            place[queue] += 1
            head[queue] = lines[queue][place[queue]]
            if known is not None:
                calls[known[1]].append(at)
                left -= 1
                if known[2]:
                    if self._newcomer:
                        return
                    continue
            heapreplace(heap, (at + tables[queue][next(visit)] * paces[desk] + gap_table[next(gap)], desk))

    def _rest(self, heap: list[tuple[float, int]], rests: list[float], byte: int) -> None:
        """The next counter pauses, or is left for today."""
        at, desk = heap[0]
        leaves = self._leaves[desk]
        rests[desk] = leaves
        heapreplace(heap, (NOBODY if at >= leaves else at + self._away[byte], desk))

    def _wake(self, idle: list[int], heap: list[tuple[float, int]], queue: int, at: float) -> None:
        """A counter that waits for visitors calls the newcomer."""
        for desk in idle:
            if queue in self.queues.seen[desk][2]:
                idle.remove(desk)
                heappush(heap, (at + self._reactions[SIZE // 2], desk))
                return


def _matter(hall: Hall, lore: Model) -> set[tuple[int, float]]:
    """Kinds of newcomers that may be called before somebody here: of a higher class, or whom some counter takes first.
    All others come behind everyone here and change nothing."""
    lightest = min((person.weight for person in hall.people), default=0.0)
    last: dict[int, int] = {}
    for desk in hall.desks:
        worst = max(desk.ranks.values(), default=1)
        for service, rank in desk.ranks.items():
            last[service] = max(last.get(service, 0), worst - rank)
    known = lore.arrivals.shares()
    return {(service, weight) for service, weight in known if service in last and (weight > lightest or last[service])}


def served(hall: Hall) -> set[int]:
    """Services that somebody at an open counter serves."""
    return {service for desk in hall.desks for service in desk.ranks}
