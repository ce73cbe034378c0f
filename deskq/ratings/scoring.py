"""Scores, shares and intervals of ratings. Pure; docs/satisfaction-method.md explains each formula.

An answer is 1 (worst) to 5 (best). Nothing is said of fewer than ``least`` answers.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deskq.ratings.confidence import Interval, half_width, spread, t_quantile, variance, wilson

WORST, BEST = 1, 5
#: Of a visit: (the visit, its answer to one question).
Voice = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """``score`` of 0 to 100 with its 95 % interval, ``glad`` the share of answers 4 and 5 with its own. ``n`` counts
    answers; of several questions the answers to all of them, and ``fewest`` those to the one answered least."""

    n: int
    fewest: int
    score: float
    interval: Interval
    glad: float
    glad_interval: Interval

    @property
    def mark(self) -> float:
        """Out of 20, as in school."""
        return self.score / 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which scores the truth lies if nothing at all is supposed of the visits that said nothing."""

    low: float
    high: float


def of_mean(mean: float) -> float:
    """The score of a mean of answers: 1 is 0, 5 is 100."""
    return (mean - WORST) / (BEST - WORST) * 100


def counts(values: Sequence[int]) -> list[int]:
    """How many answered 1, 2, 3, 4 and 5."""
    return [values.count(answer) for answer in range(WORST, BEST + 1)]


def of_answers(values: Sequence[int], least: int) -> Figure | None:
    """The figure of one question, or None when fewer than ``least`` answered."""
    n = len(values)
    if n < max(least, 2):
        return None
    mean, given = sum(values) / n, counts(values)
    low, high = spread(given)
    interval = Interval(of_mean(max(WORST, min(low, mean))), of_mean(min(BEST, max(high, mean))))
    glad = given[3] + given[4]
    return Figure(n, n, of_mean(mean), interval, glad / n, wilson(glad, n))


def of_questions(questions: Sequence[tuple[float, Sequence[Voice]]], least: int) -> Figure | None:
    """The weighted mean of several questions; the weights sum to 1. None unless ``least`` answered each of them: a mean
    over other questions than last time would be another thing under the same name."""
    if not questions or any(len(voices) < max(least, 2) for _, voices in questions):
        return None
    if len(questions) == 1:
        return of_answers([value for _, value in questions[0][1]], least)
    means = [sum(value for _, value in voices) / len(voices) for _, voices in questions]
    mean = sum(weight * one for (weight, _), one in zip(questions, means, strict=True))
    half = _half(questions, means)
    interval = Interval(of_mean(max(WORST, mean - half)), of_mean(min(BEST, mean + half)))
    everything = [voice for _, voices in questions for voice in voices]
    n, visits = len(everything), len({visit for visit, _ in everything})
    glad = sum(value >= 4 for _, value in everything) / n
    fewest = min(len(voices) for _, voices in questions)
    return Figure(n, fewest, of_mean(mean), interval, glad, wilson(glad * visits, visits))


def _half(questions: Sequence[tuple[float, Sequence[Voice]]], means: Sequence[float]) -> float:
    """Half the width of the interval of a weighted mean. Of two variances the larger: one takes what a visit said to
    several questions as one voice (people are glad or cross as a whole), the other does not vanish where all agree."""
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


def axes(
    answers: Mapping[str, Sequence[Voice]], of_axis: Mapping[str, Sequence[str]], least: int
) -> dict[str, Figure | None]:
    """Each axis: the mean of its questions. ``answers`` by question, ``of_axis`` the questions of each axis."""
    return {axis: of_questions(_weighed(answers, asked, 1.0), least) for axis, asked in of_axis.items()}


def total(answers: Mapping[str, Sequence[Voice]], of_axis: Mapping[str, Sequence[str]], least: int) -> Figure | None:
    """The mean of the axes, each counting the same however many questions it has."""
    each = [_weighed(answers, asked, 1 / len(of_axis)) for asked in of_axis.values()]
    return of_questions([question for asked in each for question in asked], least)


def _weighed(
    answers: Mapping[str, Sequence[Voice]], asked: Sequence[str], weight: float
) -> list[tuple[float, Sequence[Voice]]]:
    return [(weight / len(asked), answers.get(question, ())) for question in asked]


def bounds(values: Sequence[int], visits: int) -> Bounds | None:
    """The score if all visits without a rating had been the worst, and the best; None without any visit."""
    if not visits or visits < len(values):
        return None
    silent = visits - len(values)
    said = sum(values)
    return Bounds(of_mean((said + silent * WORST) / visits), of_mean((said + silent * BEST) / visits))


def response(rated: int, visits: int) -> float | None:
    """The share of visits that were rated."""
    return rated / visits if visits else None
