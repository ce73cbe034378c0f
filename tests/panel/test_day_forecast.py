"""The forecast of the day: hand-counted tables, and bands on simulated days of a known kind."""

from datetime import date, timedelta
from math import exp, log, sqrt
from random import Random

import pytest

from deskq.panel.rules.day_forecast import (
    MEASURED,
    Expected,
    PastDay,
    accuracy,
    at_pace,
    band,
    dispersion,
    forecast,
    means,
    measured,
)

SATURDAY = date(2026, 9, 5)
WEEKDAY = SATURDAY.weekday()


def days(count: int, *counts: int) -> list[PastDay]:
    """Working days one after another, from a Saturday; each with these counts from quarter 16 on."""
    found, day = [], SATURDAY
    while len(found) < count:
        if day.weekday() not in (3, 4):
            found.append(PastDay(day, dict(enumerate(counts, 16))))
        day += timedelta(1)
    return found


def test_the_same_day_over_and_over_is_expected_again_with_neighbours_smoothed():
    """(0 + 2 × 8 + 4) / 4 = 5 would need a quarter before; the first has one neighbour: (2 × 8 + 4) / 3."""
    assert means(days(10, 4, 4, 4), WEEKDAY) == {16: 4, 17: 4, 18: 4}
    assert means(days(10, 8, 4), WEEKDAY) == pytest.approx({16: 20 / 3, 17: 16 / 3})
    assert dispersion(days(10, 4, 4)) == 0


def test_a_busy_weekday_is_shrunk_towards_all_days():
    """Ten days, two of them Saturdays with 20, eight others with 10: (2 × 20 + 3 × 12) / 5."""
    past = [PastDay(one.day, {16: 20 if one.day.weekday() == WEEKDAY else 10}) for one in days(10)]

    assert means(past, WEEKDAY)[16] == pytest.approx(15.2)


@pytest.mark.parametrize("past", [[], days(9, 4)])
def test_of_too_few_days_or_a_weekday_that_was_never_open_nothing_is_expected(past):
    assert means(past, WEEKDAY) == {}
    assert forecast(past, WEEKDAY) == {}
    assert means(days(20, 4), (SATURDAY - timedelta(1)).weekday()) == {}


@pytest.mark.parametrize(
    ("mean", "low", "high"),
    [(0.0, 0, 0), (0.05, 0, 0), (0.2, 0, 1), (1.0, 0, 2), (4.0, 2, 7), (10.0, 6, 14)],  # Poisson: tables
)
def test_without_more_variation_the_band_is_that_of_chance(mean, low, high):
    assert band(mean, 0.0) == Expected(mean, low, high)


def test_days_that_vary_more_have_a_wider_band():
    assert band(10.0, 0.1).high > band(10.0, 0.0).high
    assert band(10.0, 0.1).low < band(10.0, 0.0).low


@pytest.mark.parametrize(
    ("came", "until", "factor"),
    [
        (0, 16.0, 1.0),  # before opening
        (20, 18.0, 1.0),  # 20 expected, 20 came
        (45, 18.0, 70 / 45),
        (5, 16.5, 30 / 30),  # half of the first quarter: 5 of 10
        (0, 18.0, 25 / 45),
    ],
)
def test_the_pace_of_today_is_shrunk_while_few_were_expected(came, until, factor):
    assert at_pace({16: 10.0, 17: 10.0, 18: 10.0}, came, until) == pytest.approx(factor)


def invented(count: int, seed: int) -> list[PastDay]:
    """Days of an office with a peak, a busy Saturday and crowds that vary by 15 percent (a Poisson count of each)."""
    rng, found = Random(seed), []
    profile = [2, 4, 6, 9, 12, 12, 11, 9, 7, 5, 4, 3, 2, 1]
    for one in days(count):
        crowd = exp(rng.gauss(-(0.15**2) / 2, 0.15)) * (1.3 if one.day.weekday() == WEEKDAY else 1.0)
        found.append(PastDay(one.day, {16 + n: chance(rng, mean * crowd) for n, mean in enumerate(profile)}))
    return found


def chance(rng: Random, mean: float) -> int:
    """A count of Poisson's distribution (Knuth)."""
    count, product = -1, 1.0
    while product > exp(-mean):
        count, product = count + 1, product * rng.random()
    return count


def test_on_invented_days_the_band_holds_eight_in_ten_and_the_error_is_below_that_of_the_week_before():
    found = [accuracy([rows for _, rows in measured(invented(40, seed))]) for seed in range(8)]

    known = [one for one in found if one is not None]
    assert len(known) == 8
    assert 78 <= sum(one.inside for one in known) / 8 <= 92
    assert all(one.error < one.simple_error for one in known)


def test_the_dispersion_of_invented_days_is_found():
    """Crowds vary by 15 percent, so the variance is mean + 0.15² × mean²."""
    found = sum(dispersion(invented(60, seed)) for seed in range(12)) / 12

    assert sqrt(log(1 + found)) == pytest.approx(0.15, abs=0.04)


def test_each_past_day_is_measured_by_days_before_it_only():
    past = invented(40, 1)
    changed = [*past[:-1], PastDay(past[-1].day, {16: 500})]

    (_, before), (_, after) = list(measured(past))[-1], list(measured(changed))[-1]

    assert [expected for _, expected, _ in before] == [expected for _, expected, _ in after]
    assert len(list(measured(past))) == MEASURED


def test_the_accuracy_is_that_of_a_hand_counted_table():
    rows = [[(4, Expected(5.0, 3, 7), 9), (0, Expected(0.5, 0, 1), 0)], [(8, Expected(5.0, 3, 7), 6)]]

    found = accuracy(rows)

    assert found is not None
    assert (found.days, found.inside) == (2, 67)
    assert found.error == pytest.approx((1 + 0.5 + 3) / 3)
    assert found.simple_error == pytest.approx((5 + 0 + 2) / 3)
    assert accuracy([]) is None
