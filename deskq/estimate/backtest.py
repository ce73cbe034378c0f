"""Backtest on a log: at every arrival the estimate and the baselines predict with what had happened by then; at every
call the prediction is compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from deskq.estimate import prediction_intervals
from deskq.estimate.baselines import Baselines
from deskq.estimate.durations import DAY
from deskq.estimate.forecast import Forecast, served_services
from deskq.estimate.inferred_counters import InferredCounters
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.logged_counters import LoggedCounters
from deskq.estimate.prediction_intervals import Calibration, Interval
from deskq.estimate.snapshot import OfficeSnapshot, Visitor


@dataclass(frozen=True, slots=True)
class Outcome:
    """One wait in seconds with the prediction (None: unknown) and those of the baselines: {(rule, scope): seconds}."""

    arrival: float
    waited: float
    predicted: Interval | None
    others: Mapping[tuple[str, str], float]


@dataclass(slots=True)
class _Prediction:
    raw: Interval | None
    predicted: Interval | None
    others: dict[tuple[str, str], float]


FINISH, SHIFT, ARRIVAL, CALL = range(4)  # order of simultaneous events


class Backtest:
    def __init__(self, visits: Iterable[Visit], shifts: Iterable[Shift] = (), bound: float = 1800.0, seed: int = 1):
        self.visits, self.shifts, self.bound = list(visits), list(shifts), bound
        self.model, self.baselines, self.calibration = Model(), Baselines(), Calibration()
        self.rng = Random(seed)  # noqa: S311  (simulation, not security)
        self.waiting: dict[int, Visitor] = {}
        self.tracker = LoggedCounters(self.model) if self.shifts else InferredCounters(self.model, bound)
        self._predictions: dict[int, _Prediction] = {}
        self._day = -1

    def outcomes(self, ask_from: float = 0.0) -> Iterator[Outcome]:
        """All waits of visitors arriving from ``ask_from`` on; earlier ones are only learned from."""
        for at, what, index in self._events():
            if int(at // DAY) != self._day:
                self._begin_day(int(at // DAY))
            if what == SHIFT:
                self.tracker.shift(self.shifts[index])
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
        self.baselines.begin_day()
        self.waiting.clear()
        self._predictions.clear()
        self.tracker.begin_day(day)

    def _arrive(self, index: int, visit: Visit, asked: bool) -> None:
        newcomer = Visitor(index, visit.service, visit.weight, visit.arrival, probe=True)
        if asked:
            snapshot = self.snapshot(visit.arrival)
            others = {
                (rule, scope): predicted
                for rule, scope, predicted in self.baselines.predictions(snapshot, visit.service)
            }
            raw = self._predict(snapshot, newcomer)
            predicted = self.calibration.band(raw) if raw is not None else None
            self._predictions[index] = _Prediction(raw, predicted, others)
        self.waiting[index] = Visitor(index, visit.service, visit.weight, visit.arrival)
        self.tracker.arrived(visit.arrival, self.waiting)
        self.model.arrivals.learn((visit.service, visit.weight), visit.arrival)

    def _predict(self, snapshot: OfficeSnapshot, newcomer: Visitor) -> Interval | None:
        if newcomer.service not in served_services(snapshot):
            return None
        asked = OfficeSnapshot(snapshot.now, snapshot.bound, [*snapshot.people, newcomer], snapshot.counters)
        forecast = Forecast(asked, self.model, self.rng, newcomer=True)
        while forecast.runs < forecast.enough():
            forecast.step()
        return prediction_intervals.interval_of(forecast.waits()[newcomer.id])

    def snapshot(self, now: float) -> OfficeSnapshot:
        """The office as known at ``now``."""
        return OfficeSnapshot(now, self.bound, list(self.waiting.values()), self.tracker.counters(now))

    def _call(self, index: int, visit: Visit) -> Outcome | None:
        self.waiting.pop(index, None)
        self.tracker.called(visit, self.waiting)
        waited = visit.call - visit.arrival
        self.baselines.learn_wait(visit.service, waited)
        prediction = self._predictions.pop(index, None)
        if prediction is None:
            return None
        if prediction.raw is not None:
            self.calibration.learn(prediction.raw, waited, prediction.predicted)
        return Outcome(visit.arrival, waited, prediction.predicted, prediction.others)

    def _finish(self, visit: Visit) -> None:
        assert visit.finish is not None
        self.tracker.finished(visit, self.waiting)
        lasted = visit.finish - visit.call
        self.model.durations.learn(visit.service, visit.counter, visit.call, lasted, visit.missed)
        self.baselines.learn_visit(visit.service, lasted)
