"""Simulated offices with known truth: arrivals with a morning peak, breaks, no-shows, priorities; deterministic by
seed.

They call by the real rule, ``queue.rules.priority.choose_next``, and produce logs like those of a real office.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from math import exp, log, sqrt

from deskq.estimate.durations import DAY, HOUR
from deskq.estimate.log_records import NO_COUNTER, Shift, Visit
from deskq.estimate.simulated_offices import OfficeParameters
from deskq.queue.rules import priority
from deskq.queue.rules.priority import CounterQueue, NobodyWaiting

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY = 20_043 * DAY  # a Saturday
OPENS, CLOSES = 7.5 * HOUR, 14.25 * HOUR
MAX_WAIT = timedelta(minutes=30)
#: Relative arrivals per half hour from opening on: a peak from 9:00 to 11:30.
ARRIVAL_PROFILE = (0.8, 1.0, 1.25, 1.6, 1.8, 1.8, 1.6, 1.3, 1.0, 0.8, 0.6, 0.45, 0.3, 0.0)
CLASSES = ((1.0, 0.82), (2.0, 0.14), (3.0, 0.04))


@dataclass(frozen=True, slots=True)
class _Visitor:
    id: int
    service_id: int
    weight: float
    arrived_at: datetime
    directed: bool = False


@dataclass(slots=True)
class _Counter:
    id: int
    ranks: dict[int, int]
    pace: float
    breaks: list[float] = field(default_factory=list)
    leaves: float = CLOSES
    free: float | None = None


class Simulation:
    """Simulates some days; the result is in ``visits`` and ``shifts``."""

    def __init__(self, office: OfficeParameters, report: Callable[[int], object] = lambda days: None) -> None:
        self.office, self.rng = office, random.Random(office.seed)  # noqa: S311
        self.visits: list[Visit] = []
        self.shifts: list[Shift] = []
        rng = self.rng
        self.means = [rng.choice(office.minutes) * 60.0 for _ in range(office.services)]
        self.spreads = [rng.uniform(0.45, 0.8) for _ in range(office.services)]
        self.shares = [rng.uniform(0.4, 1.6) for _ in range(office.services)]
        self.counters = [_Counter(number, self._ranks(number), exp(rng.gauss(0, 0.12))) for number in self._numbers()]
        for done, day in enumerate(_working_days(office.days), 1):
            _SimulatedDay(self, day).live()
            report(done)
        if office.to_the_minute:
            self.visits = [_without_seconds(visit) for visit in self.visits]

    def _numbers(self) -> range:
        return range(1, self.office.counters + 1)

    def _ranks(self, number: int) -> dict[int, int]:
        """Rank 1 for a counter's own group of services, rank 2 for the next group."""
        services, corners = self.office.services, max(2, self.office.counters // 2)
        corner = (number - 1) % corners
        of_corner = [[s for s in range(services) if s % corners == c] for c in range(corners)]
        ranks = dict.fromkeys(of_corner[corner], 1)
        return ranks | {service: 2 for service in of_corner[(corner + 1) % corners] if service not in ranks}

    def rate(self) -> float:
        """Visitors per second at a profile level of 1."""
        shares = sum(self.shares)
        work = sum(mean * share for mean, share in zip(self.means, self.shares, strict=True)) / shares + 20
        capacity = self.office.counters * (CLOSES - OPENS) * 0.9
        return self.office.load * capacity / work / (sum(ARRIVAL_PROFILE) * HOUR / 2)


class _SimulatedDay:
    def __init__(self, simulation: Simulation, day: float) -> None:
        self.of, self.day, self.rng = simulation, day, simulation.rng
        self.pace = exp(self.rng.gauss(0, 0.07))
        self.crowd = exp(self.rng.gauss(0, 0.15))
        self.waiting: dict[int, _Visitor] = {}
        self.arrivals: dict[int, float] = {}
        self.events: list[tuple[float, int, str, int]] = []
        self.order = 0

    def live(self) -> None:
        for at, service, weight in self._coming():
            number = len(self.arrivals)
            self.arrivals[number] = at
            someone = _Visitor(number, service, weight, EPOCH + timedelta(seconds=at))
            self._later(at, "arrives", number)
            if self.of.office.patience:
                self._later(at + self.rng.expovariate(1 / (60 * self.of.office.patience)), "loses patience", number)
            self.waiting[number] = someone
        everyone, self.waiting = self.waiting, {}
        for counter in self.of.counters:
            self._plan(counter)
        while self.events:
            at, _, what, number = heappop(self.events)
            if what == "arrives":
                self.waiting[number] = everyone[number]
                self._notice(at, everyone[number].service_id)
            elif what == "loses patience":
                self._lose_patience(at, number)
            elif what == "rests":
                self._rest(at, self.of.counters[number - 1])
            elif what == "leaves":
                self._leave(at, self.of.counters[number - 1])
            else:
                self._free(at, self.of.counters[number - 1], what)

    def _coming(self) -> Iterator[tuple[float, int, float]]:
        rng, rate = self.rng, self.of.rate() * self.crowd
        for half, level in enumerate(ARRIVAL_PROFILE):
            at, ends = self.day + OPENS + half * HOUR / 2, self.day + OPENS + (half + 1) * HOUR / 2
            while level and (at := at + rng.expovariate(rate * level / self.of.office.group)) < ends:
                for another in range(self.of.office.group):
                    service = rng.choices(range(len(self.of.shares)), self.of.shares)[0]
                    weight = rng.choices([w for w, _ in CLASSES], [share for _, share in CLASSES])[0]
                    yield at + another, service, weight

    def _plan(self, counter: _Counter) -> None:
        """A counter opens on time or a little late, takes two breaks at usual times, and closes when nobody waits any
        more."""
        rng = self.rng
        counter.free = None
        counter.breaks = [self.day + rng.uniform(9.5, 11.5) * HOUR, self.day + rng.uniform(12.1, 12.9) * HOUR]
        counter.leaves = self.day + CLOSES
        opens, ends = self._turn(counter)
        if ends < CLOSES:
            counter.leaves = self.day + ends
            self._later(counter.leaves, "leaves", counter.id)
        counter.breaks = [at for at in counter.breaks if self.day + opens < at < counter.leaves]
        for at in counter.breaks:
            self._later(at, "rests", counter.id)
        self._later(self.day + opens + max(0.0, rng.gauss(0, 240)), "opens", counter.id)

    def _turn(self, counter: _Counter) -> tuple[float, float]:
        """Times at which a counter opens and closes on this day."""
        office, middle = self.of.office, (OPENS + CLOSES) / 2
        if counter.id > office.counters - office.part_time:
            return 9.5 * HOUR, 12 * HOUR
        turn = (int(self.day // DAY) + counter.id + counter.id // 3) % 3 if office.rotating else 0
        return (OPENS, middle)[turn == 2], (middle if turn == 1 else CLOSES)

    def _leave(self, at: float, counter: _Counter) -> None:
        """Close a counter: at once if it is free, otherwise after the visit."""
        if counter.free is not None:
            counter.free = None
            self.of.shifts.append(Shift(at, counter.id, "closed"))

    def _lose_patience(self, at: float, number: int) -> None:
        gone = self.waiting.pop(number, None)
        if gone is not None:
            arrived = self.arrivals[number]
            self.of.visits.append(Visit(arrived, at, None, gone.service_id, NO_COUNTER, gone.weight, left=True))

    def _later(self, at: float, what: str, number: int) -> None:
        self.order += 1
        heappush(self.events, (at, self.order, what, number))

    def _notice(self, at: float, service: int) -> None:
        """A free counter that serves the newcomer reacts."""
        free = [c for c in self.of.counters if c.free is not None and service in c.ranks]
        if free:
            counter = min(free, key=lambda c: (c.ranks[service], c.free or 0))
            counter.free = None
            self._later(at + self.rng.lognormvariate(log(9), 0.6), "calls", counter.id)

    def _free(self, at: float, counter: _Counter, what: str) -> None:
        if what in ("opens", "returns"):
            self.of.shifts.append(Shift(at, counter.id, "open", None, counter.ranks))
        if counter.breaks and at >= counter.breaks[0]:
            self._pause(at, counter)
        elif at > counter.leaves and (counter.leaves < self.day + CLOSES or not self._wanted(counter)):
            self.of.shifts.append(Shift(at, counter.id, "closed"))
            if self._wanted(counter) and what == "calls":
                for person in list(self.waiting.values()):
                    self._notice(at, person.service_id)
        elif what == "ends":
            self._later(at + self.rng.lognormvariate(log(14), 0.7), "calls", counter.id)
        else:
            self._call(at, counter)

    def _wanted(self, counter: _Counter) -> bool:
        return any(person.service_id in counter.ranks for person in self.waiting.values())

    def _rest(self, at: float, counter: _Counter) -> None:
        """Time for a break: at once when the counter is free, else after the visit."""
        if counter.free is not None and counter.breaks and at >= counter.breaks[0]:
            counter.free = None
            self._pause(at, counter)

    def _pause(self, at: float, counter: _Counter) -> None:
        counter.breaks.pop(0)
        declared = self.rng.choice((10, 15, 15, 20)) * 60.0
        self.of.shifts.append(Shift(at, counter.id, "break", at + declared))
        self._later(at + declared * self.rng.uniform(0.9, 1.35), "returns", counter.id)

    def _call(self, at: float, counter: _Counter) -> None:
        line = CounterQueue(counter.ranks, MAX_WAIT, EPOCH + timedelta(seconds=at))
        try:
            chosen = priority.choose_next(self.waiting.values(), line)
        except NobodyWaiting:
            counter.free = at
            return
        del self.waiting[chosen.id]
        missed = self.rng.random() < 0.05
        ends = at + (self.rng.uniform(60, 130) if missed else self._length(counter, chosen.service_id, at))
        arrived = self.arrivals[chosen.id]
        self.of.visits.append(Visit(arrived, at, ends, chosen.service_id, counter.id, chosen.weight, missed))
        self._later(ends, "ends", counter.id)

    def _length(self, counter: _Counter, service: int, at: float) -> float:
        """Seconds of a visit: cut short for missing documents, or a full one, whose length depends on hour, clerk and
        day."""
        if self.rng.random() < 0.1:
            return self.rng.uniform(60, 180)
        spread = self.of.spreads[service]
        sigma = sqrt(log(1 + spread**2))
        hour = 1.05 if 9.5 * HOUR <= at - self.day <= 11.5 * HOUR else 0.97
        return (
            self.of.means[service] * counter.pace * self.pace * hour * self.rng.lognormvariate(-(sigma**2) / 2, sigma)
        )


def _without_seconds(visit: Visit) -> Visit:
    finish = visit.finish // 60 * 60 if visit.finish is not None else None
    return replace(visit, arrival=visit.arrival // 60 * 60, call=visit.call // 60 * 60, finish=finish)


def _working_days(count: int) -> Iterator[float]:
    day = 0
    while count:
        if day % 7 < 5:
            yield FIRST_DAY + day * DAY
            count -= 1
        day += 1
