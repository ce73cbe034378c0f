"""Scores, shares and intervals of ratings. Pure; docs/satisfaction-method.md explains each formula.

An answer is 1 (worst) to 5 (best). Fewer than ``least`` answers give no figure.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskq.ratings.results.confidence import Interval, half_width, mean_interval, t_quantile, variance, wilson

WORST, BEST = 1, 5
#: (visit, its answer to one question).
VisitAnswer = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """``score`` from 0 to 100 and ``glad``, the share of answers 4 and 5, each with its 95 % interval. ``n``: answers
    to all questions together; ``fewest``: answers to the question answered least."""

    n: int
    fewest: int
    score: float
    interval: Interval
    glad: float
    glad_interval: Interval

    @property
    def mark(self) -> float:
        """The score out of 20, as in Iranian schools."""
        return self.score / 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """Range of the score if nothing is assumed about visits without a rating."""

    low: float
    high: float


def score_from_mean(mean: float) -> float:
    """Score of a mean of answers: 1 gives 0, 5 gives 100."""
    return (mean - WORST) / (BEST - WORST) * 100


def counts(values: Sequence[int]) -> list[int]:
    """Number of answers 1, 2, 3, 4 and 5."""
    return [values.count(answer) for answer in range(WORST, BEST + 1)]


def score_question(values: Sequence[int], least: int) -> Figure | None:
    """The figure of one question, or None when fewer than ``least`` answered."""
    n = len(values)
    if n < max(least, 2):
        return None
    mean, given = sum(values) / n, counts(values)
    low, high = mean_interval(given)
    interval = Interval(score_from_mean(max(WORST, min(low, mean))), score_from_mean(min(BEST, max(high, mean))))
    glad = given[3] + given[4]
    return Figure(n, n, score_from_mean(mean), interval, glad / n, wilson(glad, n))


def score_questions(questions: Sequence[tuple[float, Sequence[VisitAnswer]]], least: int) -> Figure | None:
    """Weighted mean of several questions, given as (weight, answers); the weights sum to 1. None unless each has
    ``least`` answers: a mean over a different set of questions would be a different figure under the same name."""
    if not questions or any(len(voices) < max(least, 2) for _, voices in questions):
        return None
    if len(questions) == 1:
        return score_question([value for _, value in questions[0][1]], least)
    means = [sum(value for _, value in voices) / len(voices) for _, voices in questions]
    mean = sum(weight * one for (weight, _), one in zip(questions, means, strict=True))
    half = _half_width(questions, means)
    interval = Interval(score_from_mean(max(WORST, mean - half)), score_from_mean(min(BEST, mean + half)))
    everything = [voice for _, voices in questions for voice in voices]
    n, visits = len(everything), len({visit for visit, _ in everything})
    glad = sum(value >= 4 for _, value in everything) / n
    fewest = min(len(voices) for _, voices in questions)
    return Figure(n, fewest, score_from_mean(mean), interval, glad, wilson(glad * visits, visits))


def _half_width(questions: Sequence[tuple[float, Sequence[VisitAnswer]]], means: Sequence[float]) -> float:
    """Half the width of the interval of a weighted mean, from the larger of two variances: one treats the answers of a
    visit as one cluster (people are content or not as a whole), the other does not vanish where all agree."""
    pulls: dict[int, float] = defaultdict(float)
    apart, freedom = 0.0, 0.0
    for (weight, voices), mean in zip(questions, means, strict=True):
        n = len(voices)
        own = weight**2 * variance(counts([value for _, value in voices])) / n
        apart, freedom = apart + own, freedom + own**2 / (n - 1)
        for visit, value in voices:
            pulls[visit] += weight * (value - mean) / n
    visits = len(pulls)
    together = sum(pull**2 for pull in pulls.values()) * visits / max(1, visits - 1)
    return half_width(max(apart, together), t_quantile(min(apart**2 / freedom, max(1, visits - 1))))


def score_axes(
    answers: Mapping[str, Sequence[VisitAnswer]], of_axis: Mapping[str, Sequence[str]], least: int
) -> dict[str, Figure | None]:
    """{axis: mean of its questions}. ``answers``: by question; ``of_axis``: questions of each axis."""
    return {axis: score_questions(_weighted(answers, questions, 1.0), least) for axis, questions in of_axis.items()}


def score_total(
    answers: Mapping[str, Sequence[VisitAnswer]], of_axis: Mapping[str, Sequence[str]], least: int
) -> Figure | None:
    """Mean of the axes, each with the same weight however many questions it has."""
    each = [_weighted(answers, questions, 1 / len(of_axis)) for questions in of_axis.values()]
    return score_questions([question for questions in each for question in questions], least)


def _weighted(
    answers: Mapping[str, Sequence[VisitAnswer]], questions: Sequence[str], weight: float
) -> list[tuple[float, Sequence[VisitAnswer]]]:
    return [(weight / len(questions), answers.get(question, ())) for question in questions]


def nonresponse_bounds(values: Sequence[int], visits: int) -> Bounds | None:
    """Scores if all visits without a rating had answered 1, and 5; None without any visit."""
    if not visits or visits < len(values):
        return None
    silent = visits - len(values)
    total = sum(values)
    return Bounds(
        score_from_mean((total + silent * WORST) / visits),
        score_from_mean((total + silent * BEST) / visits),
    )


def response_rate(rated: int, visits: int) -> float | None:
    """Share of visits that were rated; None without any visit."""
    return rated / visits if visits else None
