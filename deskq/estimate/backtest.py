"""A real log lived through again: at every arrival the estimate and the simpler rules say what they would have said,
knowing only what had happened by then; at every call they are compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from deskq.estimate import prediction_intervals
from deskq.estimate.baselines import Simple
from deskq.estimate.durations import DAY
from deskq.estimate.forecast import Forecast, served
from deskq.estimate.inferred_counters import Unlogged
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.logged_counters import Counters
from deskq.estimate.prediction_intervals import Band, Calibration
from deskq.estimate.snapshot import Hall, Person


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
        self.lore, self.simple, self.calibration = Model(), Simple(), Calibration()
        self.dice = Random(seed)  # noqa: S311  (luck of a simulation)
        self.waiting: dict[int, Person] = {}
        self.counters = Counters(self.lore) if self.shifts else Unlogged(self.lore, bound)
        self._promises: dict[int, _Promise] = {}
        self._day = -1

    def outcomes(self, ask_from: float = 0.0) -> Iterator[Outcome]:
        """Every wait from ``ask_from`` on; before it is only learned."""
        for at, what, index in self._events():
            if int(at // DAY) != self._day:
                self._begin_day(int(at // DAY))
            if what == SHIFT:
                self.counters.shift(self.shifts[index])
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
        self.counters.begin_day(day)

    def _arrive(self, index: int, visit: Visit, asked: bool) -> None:
        newcomer = Person(index, visit.service, visit.weight, visit.arrival, ghost=True)
        if asked:
            hall = self.hall(visit.arrival)
            others = {(rule, scope): said for rule, scope, said in self.simple.guesses(hall, visit.service)}
            raw = self._foresee(hall, newcomer)
            said = self.calibration.band(raw) if raw is not None else None
            self._promises[index] = _Promise(raw, said, others)
        self.waiting[index] = Person(index, visit.service, visit.weight, visit.arrival)
        self.counters.arrived(visit.arrival, self.waiting)
        self.lore.arrivals.learn((visit.service, visit.weight), visit.arrival)

    def _foresee(self, hall: Hall, newcomer: Person) -> Band | None:
        if newcomer.service not in served(hall):
            return None
        asked = Hall(hall.now, hall.bound, [*hall.people, newcomer], hall.desks)
        forecast = Forecast(asked, self.lore, self.dice, newcomer=True)
        while forecast.runs < forecast.enough():
            forecast.step()
        return prediction_intervals.of_runs(forecast.waits()[newcomer.id])

    def hall(self, now: float) -> Hall:
        """The office as it is known now."""
        return Hall(now, self.bound, list(self.waiting.values()), self.counters.desks(now))

    def _call(self, index: int, visit: Visit) -> Outcome | None:
        self.waiting.pop(index, None)
        self.counters.called(visit, self.waiting)
        waited = visit.call - visit.arrival
        self.simple.learn_wait(visit.service, waited)
        promise = self._promises.pop(index, None)
        if promise is None:
            return None
        if promise.raw is not None:
            self.calibration.learn(promise.raw, waited, promise.said)
        return Outcome(visit.arrival, waited, promise.said, promise.others)

    def _finish(self, visit: Visit) -> None:
        assert visit.finish is not None
        self.counters.finished(visit, self.waiting)
        lasted = visit.finish - visit.call
        self.lore.durations.learn(visit.service, visit.desk, visit.call, lasted, visit.missed)
        self.simple.learn_visit(visit.service, lasted)
