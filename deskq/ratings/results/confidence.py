"""95 % confidence intervals of a share and of a mean of answers from 1 to 5. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

Z = 1.959964
#: Added to the count of each of the five answers before the variance is taken: ten equal answers do not prove that the
#: eleventh is equal. One half is Jeffreys' prior.
PSEUDO_COUNT = 0.5


class Interval(NamedTuple):
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``n``, with Wilson's interval."""

    hits: int
    n: int
    interval: Interval

    @property
    def share(self) -> float:
        return self.hits / self.n


def share(hits: int, n: int, least: int) -> Share | None:
    """The share with its interval; None when ``n`` is below ``least``."""
    return Share(hits, n, wilson(hits, n)) if n >= least else None


def wilson(hits: float, n: int) -> Interval:
    """Wilson's score interval of ``hits / n``: within 0 and 1, and accurate for shares near them."""
    share = hits / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return Interval(max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def mean_interval(counts: Sequence[int]) -> Interval:
    """Student's interval of the mean; ``counts``: how often 1, 2, 3 ... were answered, half an answer added to each."""
    n = sum(counts)
    added = [count + PSEUDO_COUNT for count in counts]
    mean = _mean(added)
    half = half_width(variance(counts) / sum(added), t_quantile(n - 1))
    return Interval(mean - half, mean + half)


def variance(counts: Sequence[int]) -> float:
    """Variance of answers 1, 2, 3 ... with these counts, half an answer added to each; never 0."""
    added = [count + PSEUDO_COUNT for count in counts]
    mean = _mean(added)
    return sum(count * (answer - mean) ** 2 for answer, count in enumerate(added, 1)) / sum(added)


def half_width(variance: float, quantile: float) -> float:
    return quantile * sqrt(variance)


def t_quantile(freedom: float) -> float:
    """97.5 % quantile of Student's t by the Cornish-Fisher expansion: error below 0.01 from 4 degrees of freedom on."""
    f = max(1.0, freedom)
    return (
        Z
        + (Z**3 + Z) / (4 * f)
        + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * f**2)
        + (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / (384 * f**3)
    )


def _mean(counts: Sequence[float]) -> float:
    return sum(count * answer for answer, count in enumerate(counts, 1)) / sum(counts)
