"""Quantiles of counted values, each a value that was counted, and lengths of time in whole units."""

from collections.abc import Mapping
from math import ceil
from typing import Any

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


def rounded_up(length: Any, unit: int) -> Any:
    """A length of time, or a column of lengths, in whole units, of which a begun one counts: who waited 12.4 minutes
    was called within 13 and not within 12. The only rounding of a length before it is counted or shown; rounding
    seconds up again to minutes gives the minutes of the exact length."""
    return (length + unit - 1) // unit
