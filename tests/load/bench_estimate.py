"""Duration of one forecast: 300 waiting, 30 counters, 24 services, three classes, newcomers of each, arrivals."""

from itertools import pairwise
from random import Random
from statistics import median
from time import process_time

from deskq.estimate import prediction_intervals
from deskq.estimate.circumstances import Circumstances, Surroundings
from deskq.estimate.durations import DAY, HOUR
from deskq.estimate.forecast import Forecast
from deskq.estimate.learned_model import Model
from deskq.estimate.prediction_intervals import Calibration, Interval
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter, Visitor

NOW = 20_000 * DAY + 10 * HOUR
SERVICES, COUNTERS, PEOPLE = 24, 30, 300


def measure(rounds: int = 9) -> dict[str, float]:
    """Median milliseconds (of this process, whatever else the machine does) of a whole picture, of the longest
    piece between two turns of others, and the runs played."""
    rng = Random(30)
    model, calibration = _model(rng), _calibration(rng)
    whole, pieces, runs = [], [0.0], 0
    for _ in range(rounds):
        snapshot = _snapshot(rng)
        began = process_time()
        forecast = Forecast(snapshot, model, rng)
        marks = [began, process_time()]
        while forecast.runs < forecast.enough():
            forecast.step()
            marks.append(process_time())
        surroundings, found, told = Surroundings(snapshot, model), forecast.waits(), []
        for person in snapshot.people:
            raw = prediction_intervals.interval_of(found[person.id])
            told.append(raw and calibration.band(raw, surroundings.of(person, found[person.id])))
            marks.append(process_time())
        assert all(told)
        whole.append(marks[-1] - began)
        pieces.append(max(after - before for before, after in pairwise(marks)))
        runs = forecast.runs
    return {"whole_ms": 1000 * median(whole), "piece_ms": 1000 * median(pieces[1:]), "runs": runs}


def _calibration(rng: Random) -> Calibration:
    """Three thousand outcomes of all kinds."""
    calibration = Calibration()
    for _ in range(3000):
        ahead, p50 = rng.randrange(120), rng.lognormvariate(7, 0.8)
        seen = Circumstances(
            rng.randrange(SERVICES), rng.choice((1.0, 2.0, 3.0)), ahead, ahead // 2, rng.random(), 1.0, p50, p50
        )
        raw = Interval(0.6 * p50, p50, 1.6 * p50)
        calibration.learn(raw, seen, p50 * rng.lognormvariate(0, 0.4), calibration.band(raw, seen))
    return calibration


def _model(rng: Random) -> Model:
    model = Model()
    for _ in range(4000):
        at = NOW - rng.uniform(0, 5 * DAY)
        model.durations.learn(rng.randrange(SERVICES), rng.randrange(COUNTERS), at, rng.lognormvariate(6, 0.6))
    for day in range(5, 0, -1):
        for visit in range(1000):
            kind = rng.randrange(SERVICES), rng.choice((1.0, 1.0, 1.0, 2.0, 3.0))
            model.arrivals.learn(kind, NOW - day * DAY - 2.5 * HOUR + 6.5 * HOUR * visit / 1000)
    model.arrivals.learn((1, 1.0), NOW - 60)
    return model


def _snapshot(rng: Random) -> OfficeSnapshot:
    weights = (1.0, 1.0, 1.0, 1.0, 2.0, 3.0)
    people = [
        Visitor(ticket, rng.randrange(SERVICES), rng.choice(weights), NOW - rng.uniform(0, 2400))
        for ticket in range(1, PEOPLE + 1)
    ]
    kinds = [(service, weight) for service in range(SERVICES) for weight in (1.0, 2.0, 3.0)]
    asking = [Visitor(-number, service, weight, NOW, probe=True) for number, (service, weight) in enumerate(kinds, 1)]
    served = [{(counter + step) % SERVICES: 1 if step < 4 else 2 for step in range(8)} for counter in range(COUNTERS)]
    counters = [
        OpenCounter(counter, served[counter], NOW - rng.uniform(0, 600), rng.randrange(SERVICES))
        for counter in range(COUNTERS)
    ]
    return OfficeSnapshot(NOW, 1800.0, [*people, *asking], counters, (), NOW + 4 * HOUR)
