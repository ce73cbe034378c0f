"""What is learned from visits, and how few visits are shrunk."""

import tracemalloc
from math import exp, log
from random import Random

import pytest

from deskq.estimate.arrivals import Arrivals
from deskq.estimate.durations import DAY, HOUR, TABLE_SIZE, Durations, quantiles
from deskq.estimate.idle_times import IdleTimes

NOW = 20_000 * DAY + 10 * HOUR


def learned(seconds, visits=200, service=1, days_ago=0.0, into=None):
    durations = into or Durations()
    for visit in range(visits):
        durations.learn(service, 1, NOW - days_ago * DAY - (visits - visit), seconds)
    return durations


def test_many_visits_speak_for_themselves_and_without_any_the_catalogue():
    assert exp(learned(300).level(1)) == pytest.approx(300, rel=0.03)
    assert exp(learned(1200, into=Durations({2: 240.0})).level(2)) == pytest.approx(240)
    assert learned(10 * HOUR, visits=5).learned == 0  # forgotten ones teach nothing


def test_one_strange_visit_hardly_moves_a_service():
    usual = Durations({1: 300.0})
    usual.learn(1, 1, NOW, 3000)

    assert exp(usual.level(1)) < 450


def test_recent_days_weigh_more():
    durations = learned(300, days_ago=40)
    learned(900, into=durations)

    assert exp(durations.level(1)) > 700


def test_a_slow_day_is_noticed_the_same_day():
    durations, rng = Durations(), Random(4)
    for day in (3, 2, 1, 0):
        for visit in range(60):
            slow = 1.5 if day == 0 else 1.0
            durations.learn(1, visit % 9, NOW - day * DAY - 60 + visit, slow * rng.lognormvariate(log(300), 0.3))

    assert durations.today(NOW) > 0.05
    assert durations.today(NOW + DAY) == 0
    assert durations.table(1, NOW)[TABLE_SIZE // 2] > 1.05 * durations.table(1, NOW + DAY)[TABLE_SIZE // 2] > 330


def test_a_table_holds_the_short_calls_of_those_who_did_not_come():
    durations = learned(600)
    for visit in range(50):
        durations.learn(1, 1, NOW + visit, 60, missed=True)
    table = durations.table(1, NOW + 60)

    assert len(table) == TABLE_SIZE
    assert table == sorted(table)
    assert 0.1 < sum(length < 100 for length in table) / TABLE_SIZE < 0.3


def test_tables_leave_nothing_behind_in_memory():
    durations = learned(300, visits=100)
    durations.table(1, NOW)

    tracemalloc.start()
    for visit in range(200):
        learned(300 + visit, visits=1, into=durations)
        durations.table(1, NOW)
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert grown < 100_000, "each number of visits had 24 KB of its own"


@pytest.mark.parametrize(
    ("values", "size", "expected"),
    [
        ([7.0], 3, [7.0, 7.0, 7.0]),
        ([2.0, 0.0], 4, [0.0, 0.5, 1.5, 2.0]),
        ([0.0, 1.0, 2.0, 3.0], 2, [0.5, 2.5]),
        ([1.0, 2.0], 0, []),
    ],
)
def test_quantiles_are_evenly_spaced_and_within_the_values(values, size, expected):
    assert quantiles(values, size) == pytest.approx(expected)


def test_a_counter_that_has_had_its_break_is_not_expected_to_take_it_again():
    pauses = IdleTimes()
    for day in range(6):
        pauses.learn_break(1, NOW - (6 - day) * DAY, 900.0)
    before = pauses.next_break(0, NOW - HOUR)
    pauses.learn_break(1, NOW, 900.0)

    assert min(before) == pytest.approx(HOUR)
    assert set(pauses.next_break(pauses.breaks_today(1, NOW), NOW + 1)) <= {float("inf")}


def test_a_crowded_day_raises_what_is_expected():
    arrivals = Arrivals()
    for day in range(5, -1, -1):
        for visit in range(120 if day == 0 else 60):
            arrivals.learn((1, 1.0), NOW - day * DAY - HOUR + visit * 30)

    assert arrivals.pace(NOW) > 1.3
    begins = NOW - DAY - HOUR
    drawn = list(arrivals.stream(begins, None, {(1, 1.0)}).draw(Random(1)))
    assert len(drawn) > 30
    assert all(begins <= at < begins + HOUR for at, _ in drawn), "nobody came in the hours after"
