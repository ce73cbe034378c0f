"""Monte Carlo simulation of the queue: when will everybody be called?

Each run draws how long visitors at the counters still stay (given how long they have been there), how long later visits
take, who arrives meanwhile with a higher score, and calls by the office's own rule. Runs come in antithetic pairs,
which reduces the variance of the middle. One random byte selects one entry of a table, so a draw costs an index.
"""

from bisect import bisect
from collections.abc import Iterator
from heapq import heapify, heappop, heappush, heapreplace, merge
from itertools import chain, count, cycle
from math import exp, log
from random import Random

from deskq.estimate.durations import TABLE_SIZE
from deskq.estimate.forecast_run import Newcomer, Run
from deskq.estimate.learned_model import Model
from deskq.estimate.presence import MIN_PRESENCE
from deskq.estimate.queues import NEVER, TIE_GAP, Heads, Queues, choose_next
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter

ANTITHETIC = bytes(255 - byte for byte in range(256))
HORIZON = 6 * 3600.0  # seconds; later calls are not simulated
MAX_CALLS = 50_000  # simulated calls per forecast: determines the number of runs
MIN_RUNS, MAX_RUNS = 12, 16
#: What keeps a counter busy: table of durations, seconds so far, factor, whether it is a visitor, and the first random
#: byte for which the counter is not staffed.
Occupation = tuple[list[float], float, float, bool, float]


class Forecast:
    """A snapshot ready to be simulated. ``step()`` runs an antithetic pair; ``waits()`` gives the result."""

    def __init__(self, snapshot: OfficeSnapshot, model: Model, rng: Random, newcomer: bool = False) -> None:
        self.snapshot, self.model, self.rng = snapshot, model, rng
        learned = model.arrivals.stream(snapshot.now, snapshot.closes, self._relevant())
        self.stream = learned
        returns = [(person.service, person.weight) for _, person in snapshot.returns]
        self.queues = Queues(snapshot, [*learned.kinds, *returns])
        self.calls: list[list[float]] = [[] for _ in self.queues.people]
        self.runs = 0
        self._newcomer = newcomer  # only the first probe matters: a run ends when it is called
        self._first = [line[0] for line in self.queues.arrivals]
        self._tables = [model.table(service, snapshot.now) for service in self.queues.service]
        self._gaps, self._reactions, self._away, self._late, self._patience = model.pause_tables(snapshot.now)
        self._stayed = [bisect(self._patience, snapshot.now - person.arrived) for person in self.queues.people]
        self._paces = [model.pace(counter.id) for counter in snapshot.counters]
        self._doubt = model.durations.doubt(snapshot.now)
        self._keeps = [
            self._occupation(counter, seen[0])
            for counter, seen in zip(snapshot.counters, self.queues.seen, strict=True)
        ]
        #: Index at which the remaining part of each table begins. For a visitor it depends on the pace of the run.
        self._begins = [0 if busy else bisect(table, lasted) for table, lasted, _, busy, _ in self._keeps]
        taken = [self._breaks_taken(counter) for counter in snapshot.counters]
        after = {breaks: model.pauses.next_break(breaks, snapshot.now) for breaks in set(taken)}
        self._breaks = [after[breaks] for breaks in taken]
        self._leaves = [
            NEVER if counter.leaves is None else counter.leaves - snapshot.now for counter in snapshot.counters
        ]
        self._returns = sorted(
            (
                at - snapshot.now,
                self.queues.queue((p.service, p.weight, None)),
                p.arrived - snapshot.now - (i + 1) * TIE_GAP,
            )
            for i, (at, p) in enumerate(snapshot.returns)
        )

    def _relevant(self) -> set[tuple[int, float]]:
        return _relevant_newcomers(self.snapshot, self.model)

    def enough(self) -> int:
        """Number of runs for this snapshot: many for a short queue, fewer for a long one."""
        return max(MIN_RUNS, min(MAX_RUNS, MAX_CALLS // (8 * (len(self.queues.people) + 8))))

    def step(self) -> None:
        luck, pace = self.rng.randbytes(4 * len(self._keeps)), exp(self._doubt * self.rng.gauss(0, 1))
        visits, gaps = self.rng.randbytes(509), self.rng.randbytes(251)
        self._play(luck, visits, gaps, self._coming(), pace)
        flip = ANTITHETIC
        self._play(luck.translate(flip), visits.translate(flip), gaps.translate(flip), self._coming(), 1 / pace)
        self.runs += 2

    def waits(self) -> dict[int, list[float]]:
        """{visitor's id: seconds until the call in each run, ascending}; ``inf`` where no call came."""
        return {
            person.id: sorted(found) + [NEVER] * (self.runs - len(found))
            for person, found in zip(self.queues.people, self.calls, strict=True)
        }

    def _coming(self) -> Iterator[Newcomer]:
        """Newcomers in order of their arrival, drawn one by one: most runs end before the second."""
        number, now = self.queues.number, self.snapshot.now
        drawn = (
            (at - now, number[service, weight, None], at - now) for at, (service, weight) in self.stream.draw(self.rng)
        )
        return merge(drawn, self._returns) if self._returns else drawn

    def _occupation(self, counter: OpenCounter, every: Heads | None) -> Occupation:
        """What keeps a counter busy now."""
        now = self.snapshot.now
        if counter.serving is not None:
            return self.model.table(counter.serving, now), now - counter.since, self.model.pace(counter.id), True, 256.0
        if counter.back is not None:
            return self._late, now - counter.back, 1.0, False, 256.0
        if counter.away is not None:
            return self._away, now - counter.away, 1.0, False, 256.0
        first = now + min(0.0, min(every(self._first)) if every else 0.0)
        since, table = (counter.since, self._gaps) if first <= counter.since else (first, self._reactions)
        if now - since > table[-1]:
            table = self._away
        return table, now - since, 1.0, False, 256.0 * counter.presence

    def _breaks_taken(self, counter: OpenCounter) -> int:
        """Number of breaks today, including the present one."""
        ended = self.model.pauses.breaks_today(counter.id, self.snapshot.now)
        return ended + (counter.back is not None or counter.away is not None)

    def _free(self, luck: bytes, pace: float) -> list[tuple[float, int]]:
        """(seconds from now when a counter becomes free, its index) of each counter; two bytes of luck for each."""
        free = []
        drawn = zip(count(), self._keeps, self._begins, luck[::2], luck[1::2], strict=False)
        for number, (table, lasted, slow, busy, present), begin, byte, second in drawn:
            times = 1.0
            if busy:
                times = slow * pace
                begin = bisect(table, lasted / times)
            if begin < TABLE_SIZE:
                at = times * table[begin + (byte * (TABLE_SIZE - begin) >> 8)] - lasted
            else:  # longer than ever seen: exponential, growing with the time so far
                at = -(30.0 + 0.25 * lasted) * log((byte + 0.5) / TABLE_SIZE)
            if busy:
                at += self._gaps[second]
            elif second >= present:
                at = self._away[byte]
            free.append((at if at > 0.0 else 0.0, number))
        return free

    def _play(self, luck: bytes, visits: bytes, gaps: bytes, coming: Iterator[Newcomer], pace: float) -> None:
        used = 2 * len(self._keeps)
        heap, draws = self._free(luck[:used], pace), iter(luck[used:])
        rests = self._leaves[:]
        for counter, begins in enumerate(self._breaks):
            if begins and (rest := begins[next(draws) * len(begins) >> 8]) < rests[counter]:
                rests[counter] = rest
        heapify(heap)
        self._call(
            Run(
                heap=heap,
                rests=rests,
                paces=[pace * slow for slow in self._paces],
                arrivals=[line[:] for line in self.queues.arrivals],
                head=self._first[:],
                coming=chain(coming, [(HORIZON, 0, 0.0)]),
                draws=draws,
                visits=cycle(visits),
                gaps=cycle(gaps),
            )
        )

    def _call(self, run: Run) -> None:
        """Call in order until everybody was called or the horizon is reached: the hot loop."""
        seen, owner, calls, bound = self.queues.seen, self.queues.owner, self.calls, self.snapshot.bound
        tables, gap_table, left = self._tables, self._gaps, len(self.queues.people)
        heap, rests, head, place, visit, gap = run.heap, run.rests, run.head, run.place, run.visits, run.gaps
        newcomer = next(run.coming)
        while left:
            at, counter = heap[0] if heap else (NEVER, -1)
            if newcomer[0] <= at:
                if newcomer[0] >= HORIZON:
                    return
                run.join(newcomer)
                self._wake(run, newcomer)
                newcomer = next(run.coming)
                continue
            if at >= rests[counter]:
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
            if known is not None:
                calls[known[1]].append(at)
                left -= 1
                if known[2] and self._newcomer:
                    return
                if known[2] or (self._patience and self._has_left(known[1], at - chosen, next(visit))):
                    continue
            stay = tables[queue][next(visit)] * run.paces[counter]
            heapreplace(heap, (at + stay + gap_table[next(gap)], counter))

    def _has_left(self, person: int, waited: float, byte: int) -> bool:
        """Whether a visitor who waits now leaves before the call."""
        stayed = self._stayed[person]
        return stayed < TABLE_SIZE and self._patience[stayed + (byte * (TABLE_SIZE - stayed) >> 8)] < waited

    def _rest(self, run: Run) -> None:
        """The next counter goes on break, or is left for today."""
        at, counter = run.heap[0]
        byte, leaves = next(run.draws), self._leaves[counter]
        run.rests[counter] = leaves
        heapreplace(run.heap, (NEVER if at >= leaves else at + self._away[byte], counter))

    def _wake(self, run: Run, newcomer: Newcomer) -> None:
        """An idle counter that serves the queue calls the newcomer."""
        at, queue, _ = newcomer
        for counter in run.idle:
            if queue in self.queues.seen[counter][2]:
                run.idle.remove(counter)
                heappush(run.heap, (at + self._reactions[TABLE_SIZE // 2], counter))
                return


def _relevant_newcomers(snapshot: OfficeSnapshot, model: Model) -> set[tuple[int, float]]:
    """Kinds of newcomers that may be called before somebody waiting now: of a higher weight, or of a better rank at
    some counter. All others come after everybody here and change nothing."""
    lightest = min((person.weight for person in snapshot.people), default=0.0)
    last: dict[int, int] = {}
    for counter in snapshot.counters:
        worst = max(counter.ranks.values(), default=1)
        for service, rank in counter.ranks.items():
            last[service] = max(last.get(service, 0), worst - rank)
    known = model.arrivals.shares()
    return {(service, weight) for service, weight in known if service in last and (weight > lightest or last[service])}


def served_services(snapshot: OfficeSnapshot) -> set[int]:
    """Services of open counters, without counters that are almost certainly not staffed."""
    return {
        service
        for counter in snapshot.counters
        if not counter.is_free or counter.presence >= MIN_PRESENCE
        for service in counter.ranks
    }
