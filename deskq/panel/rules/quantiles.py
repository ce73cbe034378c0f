"""Quantiles that are values somebody had."""

from collections.abc import Sequence
from math import ceil


def quantile(values: Sequence[int], share: float) -> int | None:
    """The smallest value that at least ``share`` of the values do not exceed; None without values."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None
