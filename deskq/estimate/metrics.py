"""Accuracy of predictions: MAE, bias and coverage, compared with the baselines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deskq.estimate.backtest import Outcome
from deskq.estimate.baselines import RULES
from deskq.estimate.prediction_intervals import Interval


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Seconds and shares. ``bias`` above 0: predictions too long. ``inside``: share of waits within P10-P90;
    ``longer``: share above P90."""

    count: int
    mae: float
    bias: float
    inside: float
    longer: float

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
    """Result for one office: the estimate, the baselines, waits without an estimate (``unknown``), mean wait in
    seconds."""

    estimate: Accuracy
    baselines: Sequence[BaselineResult]
    unknown: int
    mean_wait: float

    @property
    def better(self) -> float:
        """By how much the MAE is smaller than that of the best baseline, as a share."""
        best = min(baseline.mae for baseline in self.baselines)
        return 1 - self.estimate.mae / best if best else 0.0


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
    )


def evaluate(outcomes: Iterable[Outcome]) -> Evaluation | None:
    """The estimate beside the baselines, over the waits for which there was an estimate."""
    every = list(outcomes)
    known = [outcome for outcome in every if outcome.predicted is not None]
    estimate = accuracy_of((outcome.predicted, outcome.waited) for outcome in known if outcome.predicted is not None)
    if estimate is None:
        return None
    baselines = [min(_baseline_by_scope(known, rule), key=lambda baseline: baseline.mae) for rule in RULES]
    mean = sum(outcome.waited for outcome in known) / len(known)
    return Evaluation(estimate, baselines, len(every) - len(known), mean)


def _baseline_by_scope(known: Sequence[Outcome], rule: str) -> list[BaselineResult]:
    found = []
    for scope in sorted({scope for one, scope in known[0].others if one == rule}):
        errors = [outcome.others[rule, scope] - outcome.waited for outcome in known]
        found.append(BaselineResult(rule, scope, sum(map(abs, errors)) / len(errors), sum(errors) / len(errors)))
    return found
