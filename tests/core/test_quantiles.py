"""Quantiles of counted values."""

from collections import Counter

import pytest

from deskq.core.quantiles import quantile, rounded_up


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([], 0.5, None), ([7], 0.9, 7), ([3, 1, 2, 4], 0.5, 2), (range(1, 11), 0.9, 9), ([1] * 9 + [60], 0.9, 1)],
)
def test_a_quantile_is_a_value_that_was_counted(values, share, expected):
    assert quantile(Counter(values), share) == expected


def test_a_share_that_is_rounded_up_takes_no_further_value():
    assert 0.07 * 100 > 7

    assert quantile(Counter(range(1, 101)), 0.07) == 7


@pytest.mark.parametrize(
    ("length", "minutes"), [(0, 0), (1, 1), (743_000_000, 13), (780_000_000, 13), (780_000_001, 14)]
)
def test_a_begun_minute_counts_and_rounding_seconds_first_changes_nothing(length, minutes):
    assert rounded_up(length, 60_000_000) == rounded_up(rounded_up(length, 1_000_000), 60) == minutes
