"""A real log lived through again: at every arrival the estimate and the simpler rules say what they would have said,
knowing only what had happened by then; at every call they are compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from deskq.estimate import bands
from deskq.estimate.bands import Band, Calibration
from deskq.estimate.durations import DAY
from deskq.estimate.forecast import Forecast, served
from deskq.estimate.hall import Desk, Hall, Person
from deskq.estimate.lore import Lore
from deskq.estimate.pauses import LONGEST_GAP
from deskq.estimate.simple import Simple

FORGET = 20 * DAY  # a counter serves what it was seen to serve within this time


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of a log; seconds on the office's wall clock. ``finish`` is None when it was not noted."""

    arrival: float
    call: float
    finish: float | None
    service: int
    desk: int
    weight: float = 1.0
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A counter opens, pauses until a declared time, or closes; ``ranks`` {service: rank} of what it serves."""

    at: float
    desk: int
    status: str
    until: float | None = None
    ranks: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """A counter as the replay knows it."""

    ranks: dict[int, int] = field(default_factory=dict)
    status: str = "closed"
    since: float = 0.0
    visitor: int | None = None
    called: float = 0.0
    back: float | None = None
    seen: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One wait, what the estimate said (None: unknown) and what the others said: {(rule, scope): seconds}."""

    arrival: float
    waited: float
    said: Band | None
    others: Mapping[tuple[str, str], float]


@dataclass(slots=True)
class _Promise:
    raw: Band | None
    said: Band | None
    others: dict[tuple[str, str], float]


FINISH, SHIFT, ARRIVAL, CALL = range(4)  # what comes first when two come together


class Replay:
    def __init__(self, visits: Iterable[Visit], shifts: Iterable[Shift] = (), bound: float = 1800.0, seed: int = 1):
        self.visits, self.shifts, self.bound = list(visits), list(shifts), bound
        self.lore, self.simple, self.calibration = Lore(), Simple(), Calibration()
        self.dice = Random(seed)  # noqa: S311  (luck of a simulation)
        self.waiting: dict[int, Person] = {}
        self.places: dict[int, Place] = defaultdict(Place)
        self._promises: dict[int, _Promise] = {}
        self._day = -1

    def outcomes(self, ask_from: float = 0.0) -> Iterator[Outcome]:
        """Every wait from ``ask_from`` on; before it is only learned."""
        for at, what, index in self._events():
            if int(at // DAY) != self._day:
                self._begin_day(int(at // DAY))
            if what == SHIFT:
                self._shift(self.shifts[index])
                continue
            visit = self.visits[index]
            if what == ARRIVAL:
                self._arrive(index, visit, at >= ask_from)
            elif what == CALL:
                if (found := self._call(index, visit)) is not None:
                    yield found
            else:
                self._finish(visit)

    def _events(self) -> list[tuple[float, int, int]]:
        found = [(shift.at, SHIFT, index) for index, shift in enumerate(self.shifts)]
        for index, visit in enumerate(self.visits):
            found += [(visit.arrival, ARRIVAL, index), (visit.call, CALL, index)]
            if visit.finish is not None:
                found.append((visit.finish, FINISH, index))
        return sorted(found)

    def _begin_day(self, day: int) -> None:
        self._day = day
        self.simple.begin_day()
        self.waiting.clear()
        self._promises.clear()
        if not self.shifts:
            for place in self.places.values():
                place.status, place.visitor = "closed", None

    def _shift(self, shift: Shift) -> None:
        place = self.places[shift.desk]
        if place.status == "break" and shift.status == "open" and place.back is not None:
            self.lore.pauses.learn_return(shift.at - place.back)
            self.lore.pauses.learn_break(shift.desk, place.since, shift.at - place.since)
        place.status, place.back = shift.status, shift.until
        if shift.status == "open":
            place.since = shift.at
        if shift.ranks:
            place.ranks = dict(shift.ranks)

    def _arrive(self, index: int, visit: Visit, asked: bool) -> None:
        newcomer = Person(index, visit.service, visit.weight, visit.arrival, ghost=True)
        if asked:
            hall = self.hall(visit.arrival)
            others = {(rule, scope): said for rule, scope, said in self.simple.guesses(hall, visit.service)}
            raw = self._foresee(hall, newcomer)
            said = self.calibration.band(raw) if raw is not None else None
            self._promises[index] = _Promise(raw, said, others)
        self.waiting[index] = Person(index, visit.service, visit.weight, visit.arrival)
        self.lore.arrivals.learn((visit.service, visit.weight), visit.arrival)

    def _foresee(self, hall: Hall, newcomer: Person) -> Band | None:
        if newcomer.service not in served(hall):
            return None
        asked = Hall(hall.now, hall.bound, [*hall.people, newcomer], hall.desks)
        forecast = Forecast(asked, self.lore, self.dice, newcomer=True)
        while forecast.runs < forecast.enough():
            forecast.step()
        return bands.of_runs(forecast.waits()[newcomer.id])

    def hall(self, now: float) -> Hall:
        """The office as it is known now."""
        desks = [self._desk(number, place, now) for number, place in self.places.items() if place.status != "closed"]
        return Hall(now, self.bound, list(self.waiting.values()), desks)

    def _desk(self, number: int, place: Place, now: float) -> Desk:
        ranks = place.ranks or {service: 1 for service, at in place.seen.items() if now - at < FORGET}
        back = place.back if place.status == "break" else None
        since = place.called if place.visitor is not None else place.since
        return Desk(number, ranks, since, place.visitor, back)

    def _call(self, index: int, visit: Visit) -> Outcome | None:
        self.waiting.pop(index, None)
        place, waited = self.places[visit.desk], visit.call - visit.arrival
        self._learn_pause(place, visit)
        if not self.shifts:
            place.status = "open"
        place.seen[visit.service] = visit.call
        place.visitor, place.called = visit.service, visit.call
        self.simple.learn_wait(visit.service, waited)
        promise = self._promises.pop(index, None)
        if promise is None:
            return None
        if promise.raw is not None:
            self.calibration.learn(promise.raw, waited, promise.said)
        return Outcome(visit.arrival, waited, promise.said, promise.others)

    def _learn_pause(self, place: Place, visit: Visit) -> None:
        if place.status != "open" or place.since <= 0:
            return
        if visit.arrival <= place.since:
            self.lore.pauses.learn_gap(visit.desk, visit.call - place.since, visit.call)
        elif visit.call - visit.arrival <= LONGEST_GAP:
            self.lore.pauses.learn_reaction(visit.call - visit.arrival)

    def _finish(self, visit: Visit) -> None:
        place = self.places[visit.desk]
        assert visit.finish is not None
        place.visitor, place.since = None, visit.finish
        lasted = visit.finish - visit.call
        self.lore.durations.learn(visit.service, visit.desk, visit.call, lasted, visit.missed)
        self.simple.learn_visit(visit.service, lasted)
