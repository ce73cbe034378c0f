"""Quantiles of counted values, each a value that was counted."""

from collections.abc import Mapping
from math import ceil

ROUNDING = 1e-9  #: more than a product of a share and a number may be too large


def quantile(counts: Mapping[int, int], share: float) -> int | None:
    """The smallest value that at least this share of all does not exceed; ``counts``: {value: how often}. None of
    nothing."""
    wanted = ceil(share * sum(counts.values()) - ROUNDING)
    for value in sorted(counts):
        wanted -= counts[value]
        if wanted <= 0:
            return value
    return None
