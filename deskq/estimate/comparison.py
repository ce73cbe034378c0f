"""Compares the estimate with the best simple rule, with confidence intervals, for all waits and for groups of waits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from deskq.estimate.backtest import Outcome
from deskq.estimate.durations import DAY
from deskq.estimate.metrics import REGIMES, Accuracy, Evaluation, accuracy_of, classes_of, regimes_of, times_of

RESAMPLES = 2000
INTERVAL = 0.95
PEOPLE = (0, 1, 2, 4, 8)
MINUTES = (0, 2, 5, 15, 30)


@dataclass(frozen=True, slots=True)
class Part:
    """A group of waits: accuracy of the estimate, MAE of the rule that is best overall, relative gain (above 0: the
    estimate is better), and its interval over days (None with fewer than three days)."""

    name: str
    estimate: Accuracy
    rule_mae: float
    gain: float
    sure: tuple[float, float] | None


def parts(found: Evaluation) -> list[Part]:
    """All waits; groups by situation at the estimate, by class, by time, by people ahead, and by length of wait."""
    groups = [("all", list(found.known)), *regimes_of(found.known), *classes_of(found.known)]
    groups += times_of(found.known)
    groups += [
        (f"{_range(low, high - 1)} ahead", [one for one in found.known if low <= one.ahead < high])
        for low, high in pairwise((*PEOPLE, float("inf")))
    ]
    groups += [
        (f"waited {_range(low, high)} min", [one for one in found.known if low * 60 <= one.waited < high * 60])
        for low, high in pairwise((*MINUTES, float("inf")))
    ]
    return [_part(name, chosen, found) for name, chosen in groups if chosen]


def verdict(found: Evaluation) -> str:
    """One sentence: better, as good or worse, and where."""
    overall, *others = parts(found)
    rule = f"{found.best[0]} ({found.best[1]})"
    seen = [part for part in others if part.name in REGIMES]
    better = [part.name for part in seen if part.sure is not None and part.sure[0] > 0]
    worse = [part.name for part in seen if part.sure is not None and part.sure[1] < 0]
    where = "; ".join(
        f"{word} with {', '.join(names)}" for word, names in (("better", better), ("worse", worse)) if names
    )
    share = f"{abs(overall.gain):.0%} {'smaller' if overall.gain >= 0 else 'larger'} error"
    return f"The estimate is {_word(overall)} the best simple rule, {rule}: {share}{'; ' + where if where else ''}."


def _word(overall: Part) -> str:
    if overall.sure is None:
        return "not proved different from"
    low, high = overall.sure
    return "better than" if low > 0 else "worse than" if high < 0 else "as good as"


def _part(name: str, chosen: Sequence[Outcome], found: Evaluation) -> Part:
    estimate = accuracy_of((one.predicted, one.waited) for one in chosen if one.predicted is not None)
    assert estimate is not None
    rule = sum(abs(one.others[found.best] - one.waited) for one in chosen) / len(chosen)
    return Part(name, estimate, rule, 1 - estimate.mae / rule if rule else 0.0, _gain_interval(chosen, found.best))


def _gain_interval(chosen: Sequence[Outcome], rule: tuple[str, str]) -> tuple[float, float] | None:
    """Bootstrap over days, because waits of one day depend on each other and days hardly do (Efron and Tibshirani
    1993)."""
    days: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in chosen:
        if one.predicted is not None:
            sums = days[int(one.arrival // DAY)]
            sums[0] += abs(one.predicted.p50 - one.waited)
            sums[1] += abs(one.others[rule] - one.waited)
    if len(days) < 3:
        return None
    rng, pairs, gains = Random(1), list(days.values()), []  # noqa: S311  (resampling, not security)
    for _ in range(RESAMPLES):
        drawn = rng.choices(pairs, k=len(pairs))
        gains.append(1 - sum(own for own, _ in drawn) / (sum(other for _, other in drawn) or 1.0))
    gains.sort()
    outside = int((1 - INTERVAL) / 2 * RESAMPLES)
    return gains[outside], gains[-1 - outside]


def _range(low: float, high: float) -> str:
    if high == float("inf"):
        return f"{low:.0f} or more"
    return f"{low:.0f}" if high == low else f"{low:.0f}-{high:.0f}"
