"""Accuracy of predictions: MAE, bias, pinball loss and coverage, also by regime, compared with the baselines."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deskq.estimate.backtest import Outcome
from deskq.estimate.baselines import Rule
from deskq.estimate.durations import DAY
from deskq.estimate.prediction_intervals import Interval

#: Situations at the estimate: nobody waits for the same counters, somebody waits, or the predicted wait is long.
REGIMES = ("nobody ahead", "somebody ahead", "long wait told")
LONG_TOLD = 0.8  # in an evaluation: the longest fifth of the predicted waits
#: The page tells citizens how accurate estimates were only if at least so many waits were compared; it says so.
LEAST_WAITS = 20
OPENING = 1800.0  # seconds after the first visitor of a day


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many waits of a regime or class lie within P10-P90."""

    count: int
    inside: float

    @property
    def is_enough(self) -> bool:
        return self.count >= LEAST_WAITS

    @property
    def percent_inside(self) -> int:
        return round(100 * self.inside)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Seconds and shares. ``bias`` above 0: predictions too long. ``inside``: share of waits within P10-P90;
    ``longer``: share above P90; ``width``: mean of P90 - P10; ``loss50``, ``loss90``: pinball loss; ``regimes`` by
    name, ``classes`` by id of the visitors' class."""

    count: int
    mae: float
    bias: float
    inside: float
    longer: float
    width: float = 0.0
    loss50: float = 0.0
    loss90: float = 0.0
    regimes: Mapping[str, Coverage] = field(default_factory=dict)
    classes: Mapping[int, Coverage] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return self.count >= LEAST_WAITS

    @property
    def told_by_class(self) -> dict[int, Coverage]:
        """The classes with enough waits; none where only one has."""
        found = {key: one for key, one in self.classes.items() if one.is_enough}
        return found if len(found) > 1 else {}

    @property
    def minutes_off(self) -> float:
        """The mean absolute error in minutes, small ones to the half minute: 3.5, 12."""
        return _half_minutes(self.mae)

    @property
    def lean(self) -> float:
        """The bias in minutes: above 0 predictions were too long."""
        return _half_minutes(self.bias)

    @property
    def percent_inside(self) -> int:
        return round(100 * self.inside)

    @property
    def percent_longer(self) -> int:
        return round(100 * self.longer)


@dataclass(frozen=True, slots=True)
class BaselineResult:
    """A baseline, in the scope that suited it best."""

    rule: str
    scope: str
    mae: float
    bias: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Result for one office: the estimate, the baselines (best first), waits without an estimate (``unknown``), mean
    wait in seconds, and the waits that were compared."""

    estimate: Accuracy
    baselines: Sequence[BaselineResult]
    unknown: int
    mean_wait: float
    known: Sequence[Outcome]

    @property
    def best(self) -> Rule:
        """The best baseline."""
        return self.baselines[0].rule, self.baselines[0].scope

    @property
    def better(self) -> float:
        """By how much the MAE is smaller than that of the best baseline, as a share."""
        return 1 - self.estimate.mae / self.baselines[0].mae if self.baselines[0].mae else 0.0


def _half_minutes(seconds: float) -> float:
    """Minutes rounded to halves; whole ones as int."""
    halves = round(seconds / 30)
    return halves // 2 if halves % 2 == 0 else halves / 2


def accuracy_of(pairs: Iterable[tuple[Interval, float]]) -> Accuracy | None:
    """Accuracy of (predicted interval, real wait) pairs; None without any."""
    known = list(pairs)
    if not known:
        return None
    count = len(known)
    return Accuracy(
        count=count,
        mae=sum(abs(predicted.p50 - waited) for predicted, waited in known) / count,
        bias=sum(predicted.p50 - waited for predicted, waited in known) / count,
        inside=sum(predicted.p10 <= waited <= predicted.p90 for predicted, waited in known) / count,
        longer=sum(waited > predicted.p90 for predicted, waited in known) / count,
        width=sum(predicted.p90 - predicted.p10 for predicted, _ in known) / count,
        loss50=sum(pinball(waited, predicted.p50, 0.5) for predicted, waited in known) / count,
        loss90=sum(pinball(waited, predicted.p90, 0.9) for predicted, waited in known) / count,
    )


def pinball(waited: float, said: float, level: float) -> float:
    """The loss whose mean is least for the quantile of this level (Koenker and Bassett 1978)."""
    return level * (waited - said) if waited >= said else (1 - level) * (said - waited)


def evaluate(outcomes: Iterable[Outcome]) -> Evaluation | None:
    """The estimate beside the baselines, over the waits for which there was an estimate."""
    every = list(outcomes)
    known = [outcome for outcome in every if outcome.predicted is not None]
    estimate = accuracy_of(_pairs(known))
    if estimate is None:
        return None
    rules = sorted({rule for rule, _ in known[0].others})
    baselines = [min(_baseline_by_scope(known, rule), key=lambda baseline: baseline.mae) for rule in rules]
    mean = sum(outcome.waited for outcome in known) / len(known)
    return Evaluation(
        estimate, sorted(baselines, key=lambda baseline: baseline.mae), len(every) - len(known), mean, known
    )


def regimes_of(known: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """Waits by the situation at the estimate. A long predicted wait counts twice: as long, and by the people who
    waited."""
    told = sorted(outcome.predicted.p50 for outcome in known if outcome.predicted is not None)
    long = told[int(LONG_TOLD * len(told))]
    return [
        (REGIMES[0], [outcome for outcome in known if not outcome.ahead]),
        (REGIMES[1], [outcome for outcome in known if outcome.ahead]),
        (REGIMES[2], [one for one in known if one.predicted is not None and one.predicted.p50 >= max(long, 1.0)]),
    ]


def classes_of(known: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """Waits by the weight of the class, all of them and with nobody ahead; nothing of a log with one class."""
    weights = sorted({outcome.weight for outcome in known})
    if len(weights) < 2:
        return []
    groups = [(weight, [outcome for outcome in known if outcome.weight == weight]) for weight in weights]
    alone = [(weight, [outcome for outcome in mine if not outcome.ahead]) for weight, mine in groups]
    return [(f"class {weight:g}", mine) for weight, mine in groups] + [
        (f"class {weight:g}, {REGIMES[0]}", mine) for weight, mine in alone
    ]


def times_of(known: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """Waits of those who came in the first half hour of a day, and of the day with most visitors."""
    first: dict[int, float] = {}
    for outcome in known:
        day = int(outcome.arrival // DAY)
        first[day] = min(outcome.arrival, first.get(day, outcome.arrival))
    visitors = Counter(int(outcome.arrival // DAY) for outcome in known)
    busiest = max(sorted(visitors), key=visitors.__getitem__)
    return [
        ("first half hour", [one for one in known if one.arrival < first[int(one.arrival // DAY)] + OPENING]),
        ("busiest day", [one for one in known if int(one.arrival // DAY) == busiest]),
    ]


def _pairs(known: Iterable[Outcome]) -> list[tuple[Interval, float]]:
    return [(outcome.predicted, outcome.waited) for outcome in known if outcome.predicted is not None]


def _baseline_by_scope(known: Sequence[Outcome], rule: str) -> list[BaselineResult]:
    found = []
    for scope in sorted({scope for one, scope in known[0].others if one == rule}):
        errors = [outcome.others[rule, scope] - outcome.waited for outcome in known]
        found.append(BaselineResult(rule, scope, sum(map(abs, errors)) / len(errors), sum(errors) / len(errors)))
    return found
