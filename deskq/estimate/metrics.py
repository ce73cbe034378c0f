"""How right estimates were: MAE, bias and the share of waits inside the band, from what was said and what came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deskq.estimate.backtest import Outcome
from deskq.estimate.baselines import RULES
from deskq.estimate.prediction_intervals import Band


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds and shares. ``bias`` above 0: more was told than was waited. ``inside``: from P10 to P90."""

    count: int
    mae: float
    bias: float
    inside: float
    longer: float

    @property
    def minutes_off(self) -> float:
        """The mean error in minutes, with a half for small ones: 3.5, 12."""
        return _halves(self.mae)

    @property
    def lean(self) -> float:
        """The bias in minutes: above 0 more was told than was waited."""
        return _halves(self.bias)

    @property
    def percent_inside(self) -> int:
        return round(100 * self.inside)

    @property
    def percent_longer(self) -> int:
        return round(100 * self.longer)


@dataclass(frozen=True, slots=True)
class Rival:
    """A simpler rule in the scope that served it best."""

    rule: str
    scope: str
    mae: float
    bias: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """One office: the estimate, the rivals, and how much smaller its MAE is than that of the best of them."""

    estimate: Figures
    rivals: Sequence[Rival]
    unknown: int
    mean_wait: float

    @property
    def better(self) -> float:
        best = min(rival.mae for rival in self.rivals)
        return 1 - self.estimate.mae / best if best else 0.0


def _halves(seconds: float) -> float:
    """Minutes by halves; whole ones as whole numbers."""
    halves = round(seconds / 30)
    return halves // 2 if halves % 2 == 0 else halves / 2


def figures(pairs: Iterable[tuple[Band, float]]) -> Figures | None:
    """Of what was said and how long it was then waited; None of nothing."""
    known = list(pairs)
    if not known:
        return None
    count = len(known)
    return Figures(
        count=count,
        mae=sum(abs(said.p50 - waited) for said, waited in known) / count,
        bias=sum(said.p50 - waited for said, waited in known) / count,
        inside=sum(said.p10 <= waited <= said.p90 for said, waited in known) / count,
        longer=sum(waited > said.p90 for said, waited in known) / count,
    )


def judge(outcomes: Iterable[Outcome]) -> Judgement | None:
    """The estimate beside the simpler rules, over the waits of which the estimate said something."""
    every = list(outcomes)
    known = [outcome for outcome in every if outcome.said is not None]
    estimate = figures((outcome.said, outcome.waited) for outcome in known if outcome.said is not None)
    if estimate is None:
        return None
    rivals = [min(_scopes(known, rule), key=lambda rival: rival.mae) for rule in RULES]
    mean = sum(outcome.waited for outcome in known) / len(known)
    return Judgement(estimate, rivals, len(every) - len(known), mean)


def _scopes(known: Sequence[Outcome], rule: str) -> list[Rival]:
    found = []
    for scope in sorted({scope for one, scope in known[0].others if one == rule}):
        errors = [outcome.others[rule, scope] - outcome.waited for outcome in known]
        found.append(Rival(rule, scope, sum(map(abs, errors)) / len(errors), sum(errors) / len(errors)))
    return found
