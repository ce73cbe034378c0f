"""How long one picture takes: 300 in line, 30 counters, 24 services, three classes, newcomers of each, arrivals."""

from itertools import pairwise
from random import Random
from statistics import median
from time import process_time

from deskq.estimate import prediction_intervals
from deskq.estimate.durations import DAY, HOUR
from deskq.estimate.forecast import Forecast
from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import Desk, Hall, Person

NOW = 20_000 * DAY + 10 * HOUR
SERVICES, COUNTERS, PEOPLE = 24, 30, 300


def measure(rounds: int = 9) -> dict[str, float]:
    """Median milliseconds (of this process, whatever else the machine does) of a whole picture, of the longest
    piece between two turns of others, and the runs played."""
    dice = Random(30)
    lore = _lore(dice)
    whole, pieces, runs = [], [0.0], 0
    for _ in range(rounds):
        hall = _hall(dice)
        began = process_time()
        forecast = Forecast(hall, lore, dice)
        marks = [began, process_time()]
        while forecast.runs < forecast.enough():
            forecast.step()
            marks.append(process_time())
        told = [prediction_intervals.of_runs(found) for found in forecast.waits().values()]
        marks.append(process_time())
        assert all(told)
        whole.append(marks[-1] - began)
        pieces.append(max(after - before for before, after in pairwise(marks)))
        runs = forecast.runs
    return {"whole_ms": 1000 * median(whole), "piece_ms": 1000 * median(pieces[1:]), "runs": runs}


def _lore(dice: Random) -> Model:
    lore = Model()
    for _ in range(4000):
        at = NOW - dice.uniform(0, 5 * DAY)
        lore.durations.learn(dice.randrange(SERVICES), dice.randrange(COUNTERS), at, dice.lognormvariate(6, 0.6))
    for day in range(5, 0, -1):
        for visit in range(1000):
            kind = dice.randrange(SERVICES), dice.choice((1.0, 1.0, 1.0, 2.0, 3.0))
            lore.arrivals.learn(kind, NOW - day * DAY - 2.5 * HOUR + 6.5 * HOUR * visit / 1000)
    lore.arrivals.learn((1, 1.0), NOW - 60)
    return lore


def _hall(dice: Random) -> Hall:
    weights = (1.0, 1.0, 1.0, 1.0, 2.0, 3.0)
    people = [
        Person(ticket, dice.randrange(SERVICES), dice.choice(weights), NOW - dice.uniform(0, 2400))
        for ticket in range(1, PEOPLE + 1)
    ]
    kinds = [(service, weight) for service in range(SERVICES) for weight in (1.0, 2.0, 3.0)]
    asking = [Person(-number, service, weight, NOW, ghost=True) for number, (service, weight) in enumerate(kinds, 1)]
    served = [{(desk + step) % SERVICES: 1 if step < 4 else 2 for step in range(8)} for desk in range(COUNTERS)]
    desks = [Desk(desk, served[desk], NOW - dice.uniform(0, 600), dice.randrange(SERVICES)) for desk in range(COUNTERS)]
    return Hall(NOW, 1800.0, [*people, *asking], desks, (), NOW + 4 * HOUR)
