"""Backtest on a log: at every arrival the estimate and the baselines predict with what had happened by then; at every
call the prediction is compared."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from deskq.estimate import prediction_intervals
from deskq.estimate.baselines import Baselines
from deskq.estimate.circumstances import Circumstances, Surroundings
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
    """One wait in seconds, its prediction (None: unknown), the predictions of the baselines {(rule, scope): seconds},
    the number of people who waited for the same counters on arrival, and the weight of the visitor's class."""

    arrival: float
    waited: float
    predicted: Interval | None
    others: Mapping[tuple[str, str], float]
    ahead: int = 0
    weight: float = 1.0


@dataclass(slots=True)
class _Prediction:
    asked: bool
    others: dict[tuple[str, str], float]
    lines: dict[str, int]
    raw: Interval | None = None
    seen: Circumstances | None = None
    predicted: Interval | None = None


FINISH, SHIFT, ARRIVAL, CALL, SHORT_FINISH = range(5)  # order of simultaneous events


class Backtest:
    def __init__(self, visits: Iterable[Visit], shifts: Iterable[Shift] = (), bound: float = 1800.0, seed: int = 1):
        self.visits, self.shifts, self.bound = list(visits), list(shifts), bound
        self.model, self.baselines, self.calibration = Model(), Baselines(), Calibration()
        self.rng = Random(seed)  # noqa: S311  (simulation, not security)
        self.waiting: dict[int, Visitor] = {}
        self.tracker = LoggedCounters(self.model) if self.shifts else InferredCounters(self.model, bound)
        self._predictions: dict[int, _Prediction] = {}
        self._day = -1
        self._shortest = _resolution(self.visits) / 3

    def outcomes(self, ask_from: float = 0.0, progress: Callable[[int], None] = lambda done: None) -> Iterator[Outcome]:
        """The waits of all visitors who arrive at ``ask_from`` (seconds, as in the log) or later; the model learns from
        earlier ones only. ``progress`` is called with the number of visitors so far."""
        arrived = 0
        for at, what, index in self._events():
            if int(at // DAY) != self._day:
                self._begin_day(int(at // DAY))
            if what == SHIFT:
                self.tracker.shift(self.shifts[index])
                continue
            visit = self.visits[index]
            if what == ARRIVAL:
                arrived += 1
                progress(arrived)
                self._arrive(index, visit, at >= ask_from)
            elif what == CALL:
                if (found := self._call(index, visit)) is not None:
                    yield found
            else:
                self._finish(visit)

    def _events(self) -> Iterator[tuple[float, int, int]]:
        """(time, what, index) in order. Of simultaneous events the finishes come first; a visitor called on arrival is
        called before the next arrives, and a visit of length zero is finished after its own call."""
        found = [(shift.at, SHIFT, index, SHIFT) for index, shift in enumerate(self.shifts)]
        for index, visit in enumerate(self.visits):
            called = ARRIVAL if visit.call == visit.arrival else CALL
            found += [(visit.arrival, ARRIVAL, index, ARRIVAL), (visit.call, called, index, CALL)]
            if visit.finish is not None and visit.finish > visit.call:
                found.append((visit.finish, FINISH, index, FINISH))
            elif visit.finish is not None:
                found.append((visit.finish, called, index, SHORT_FINISH))
        return ((at, what, index) for at, _, index, what in sorted(found))

    def _begin_day(self, day: int) -> None:
        self._day = day
        self.baselines.begin_day()
        self.waiting.clear()
        self._predictions.clear()
        self.tracker.begin_day(day)

    def _arrive(self, index: int, visit: Visit, asked: bool) -> None:
        newcomer = Visitor(index, visit.service, visit.weight, visit.arrival, probe=True)
        others = self.baselines.predictions(visit.arrival, visit.service, self.waiting)
        kept = _Prediction(asked, others, self.baselines.lines(visit.service, self.waiting))
        self._predictions[index] = kept
        self._predict(self.snapshot(visit.arrival), newcomer, kept)
        self.waiting[index] = Visitor(index, visit.service, visit.weight, visit.arrival)
        self.tracker.arrived(visit.arrival, self.waiting)
        self.model.arrivals.learn((visit.service, visit.weight), visit.arrival)

    def _predict(self, snapshot: OfficeSnapshot, newcomer: Visitor, kept: _Prediction) -> None:
        if newcomer.service not in served_services(snapshot):
            return
        asked = OfficeSnapshot(snapshot.now, snapshot.bound, [*snapshot.people, newcomer], snapshot.counters)
        forecast = Forecast(asked, self.model, self.rng, newcomer=True)
        while forecast.runs < forecast.enough():
            forecast.step()
        waits = forecast.waits()[newcomer.id]
        kept.raw = prediction_intervals.interval_of(waits)
        if kept.raw is not None:
            kept.seen = Surroundings(asked, self.model).of(newcomer, waits)
            kept.predicted = self.calibration.band(kept.raw, kept.seen)

    def snapshot(self, now: float) -> OfficeSnapshot:
        """The office as known at ``now``."""
        return OfficeSnapshot(now, self.bound, list(self.waiting.values()), self.tracker.counters(now))

    def _call(self, index: int, visit: Visit) -> Outcome | None:
        self.waiting.pop(index, None)
        waited = visit.call - visit.arrival
        kept = self._predictions.pop(index, None)
        self.model.patience.learn(waited, visit.call, visit.left)
        if visit.left:
            return None
        self.model.called(visit.call)
        self.tracker.called(visit, self.waiting)
        self.baselines.called(visit, kept.lines if kept else {}, kept.others if kept else {})
        if kept is None:
            return None
        if kept.raw is not None and kept.seen is not None:
            self.calibration.learn(kept.raw, kept.seen, waited, kept.predicted)
        if not kept.asked:
            return None
        return Outcome(visit.arrival, waited, kept.predicted, kept.others, kept.lines["counters"], visit.weight)

    def _finish(self, visit: Visit) -> None:
        assert visit.finish is not None
        self.tracker.finished(visit, self.waiting)
        lasted = max(visit.finish - visit.call, self._shortest)
        self.model.durations.learn(visit.service, visit.counter, visit.call, lasted, visit.missed)
        self.baselines.finished(visit, lasted)


def _resolution(visits: Sequence[Visit]) -> float:
    """Resolution of the log in seconds: 60 if it contains only minutes."""
    return 60.0 if visits and all(visit.call % 60 == 0 == visit.arrival % 60 for visit in visits) else 1.0
