"""Counters needed: Erlang's formula against published tables and a slow simulation, shortage and peak."""

from heapq import heapify, heapreplace
from random import Random

import pytest

from deskq.panel.rules.counters_needed import Demand, Peak, needed, peak, usual, waits

QUARTER = 900.0


@pytest.mark.parametrize(
    ("counters", "load", "share"),
    [(1, 0.5, 0.5), (2, 1.0, 1 / 3), (3, 2.0, 0.4444), (5, 4.0, 0.5541), (10, 8.0, 0.4092), (20, 18.0, 0.5508)],
)
def test_the_share_that_waits_is_that_of_published_tables(counters, load, share):
    assert waits(counters, load) == pytest.approx(share, abs=5e-4)


def test_stricter_targets_need_more_counters():
    found = [needed(30, QUARTER, Demand(300, [(1.0, percent, within)])) for percent, within in
             [(80, 600.0), (80, 60.0), (99, 60.0)]]  # fmt: skip

    assert found == sorted(found)
    assert found[0] < found[2]


def test_nobody_needs_no_counter_a_full_load_one_more_than_it_fills_and_services_count_by_their_shares():
    """Six visitors of 300 seconds in a quarter are a load of 2: with two counters the queue would only grow."""
    loose, strict = (0.99, 50, 1800.0), (0.01, 99, 30.0)

    assert needed(0, QUARTER, Demand(300, [(1.0, 80, 600.0)])) == 0
    assert needed(6, QUARTER, Demand(300, [(1.0, 1, 600.0)])) == 3
    assert needed(30, QUARTER, Demand(300, [loose, strict])) == needed(30, QUARTER, Demand(300, [(1.0, 50, 1800.0)]))


@pytest.mark.parametrize(("visitors", "percent", "within"), [(6, 80, 300.0), (12, 80, 600.0), (20, 90, 120.0)])
def test_the_fewest_counters_reach_the_target_in_a_slow_simulation_and_one_fewer_does_not(visitors, percent, within):
    """Times are exponential, as the formula assumes."""
    counters = needed(visitors, QUARTER, Demand(300, [(1.0, percent, within)]))

    assert in_time(visitors, counters, within) >= percent - 2
    assert counters - 1 <= visitors * 300 / QUARTER or in_time(visitors, counters - 1, within) < percent + 2


def in_time(visitors: int, counters: int, within: float) -> float:
    """Percent called in time, first come, first served, over 60,000 visitors."""
    rng, at, called = Random(3), 0.0, 0
    free = [0.0] * counters
    heapify(free)
    for _visitor in range(60_000):
        at += rng.expovariate(visitors / QUARTER)
        begins = max(at, free[0])
        called += begins - at <= within
        heapreplace(free, begins + rng.expovariate(1 / 300))
    return 100 * called / 60_000


def test_the_usual_counters_are_the_median_of_past_days_in_the_middle_of_a_quarter():
    days = [[(16.2, 30.0), (16.6, 20.0)], [(16.0, 30.0)], [(15.0, 16.4), (16.0, 30.0), (16.1, 30.0)]]

    assert usual(days, range(16, 18)) == {16: 1, 17: 2}
    assert usual([], range(16, 18)) == {}


@pytest.mark.parametrize(
    ("needs", "planned", "found"),
    [
        ({}, {}, None),
        ({20: 0}, {20: 3}, None),
        ({20: 3, 21: 5, 22: 4}, {20: 4, 21: 4, 22: 1}, Peak(22, 4, 3)),  # the most counters short, not the most needed
        ({20: 3, 21: 5, 22: 5}, {20: 6, 21: 6, 22: 6}, Peak(21, 5, 0)),  # none short: the first that needs most
        ({20: 3, 21: 5}, {}, Peak(21, 5, 0)),  # no plan is known
    ],
)
def test_the_peak_is_where_most_counters_are_short(needs, planned, found):
    assert peak(needs, planned) == found
