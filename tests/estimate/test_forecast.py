"""The line played forward."""

from random import Random
from statistics import mean

import pytest

from deskq.estimate import prediction_intervals
from deskq.estimate.forecast import Forecast
from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import Desk, Hall, Person

NOW = 1_800_000_000.0
LEVY, PERMIT = 1, 2


@pytest.fixture(scope="module")
def lore() -> Model:
    """An office that has measured: a levy takes five minutes, a permit twenty, each give or take."""
    known, dice = Model(), Random(5)
    for visit in range(400):
        at = NOW - 400 * 60 + visit * 60
        known.durations.learn(LEVY, 1, at, dice.uniform(240, 360))
        known.durations.learn(PERMIT, 1, at, dice.uniform(1000, 1400))
    return known


def play(hall, lore, runs=48):
    forecast = Forecast(hall, lore, Random(1))
    while forecast.runs < runs:
        forecast.step()
    return forecast.waits()


def line(*services, weight=1.0, waited=60.0):
    return [Person(n, service, weight, NOW - waited + n) for n, service in enumerate(services, 1)]


def test_each_waits_for_those_before(lore):
    waits = play(Hall(NOW, 1800, line(LEVY, LEVY, LEVY), [Desk(1, {LEVY: 1}, NOW - 60, LEVY)]), lore)

    first, second, third = (mean(waits[ticket]) for ticket in (1, 2, 3))
    assert 180 < first < 340
    assert 240 < second - first < 400
    assert 240 < third - second < 400


def test_a_visitor_who_has_been_long_at_the_counter_leaves_sooner(lore):
    def first(since):
        return mean(play(Hall(NOW, 1800, line(PERMIT), [Desk(1, {PERMIT: 1}, since, PERMIT)]), lore)[1])

    assert first(NOW - 900) < first(NOW - 60) - 600


def test_a_higher_class_is_expected_to_pass(lore):
    people = [Person(1, LEVY, 1.0, NOW - 300), Person(2, LEVY, 3.0, NOW - 200)]
    waits = play(Hall(NOW, 1800, people, [Desk(1, {LEVY: 1}, NOW - 10, LEVY)]), lore)

    assert mean(waits[2]) < mean(waits[1])


def test_a_declared_break_is_waited_out(lore):
    waits = play(Hall(NOW, 1800, line(LEVY), [Desk(1, {LEVY: 1}, NOW, None, NOW + 900)]), lore)

    assert min(waits[1]) >= 900


def test_nothing_is_said_where_nobody_serves(lore):
    waits = play(Hall(NOW, 1800, line(PERMIT), [Desk(1, {LEVY: 1}, NOW)]), lore)

    assert prediction_intervals.of_runs(waits[1]) is None


def test_a_newcomer_who_only_asks_delays_nobody(lore):
    desk = Desk(1, {LEVY: 1}, NOW - 60, LEVY)
    asking = Person(-1, LEVY, 1.0, NOW - 120, ghost=True)
    alone = play(Hall(NOW, 1800, line(LEVY), [desk]), lore)
    asked = play(Hall(NOW, 1800, [asking, *line(LEVY)], [desk]), lore)

    assert asked[-1] == asked[1]
    assert mean(asked[1]) == pytest.approx(mean(alone[1]), rel=0.1)


def test_who_was_sent_to_a_counter_waits_for_that_counter(lore):
    sent = Person(1, LEVY, 1.0, NOW - 60, desk=1)
    desks = [Desk(1, {LEVY: 1}, NOW - 1, PERMIT), Desk(2, {LEVY: 1}, NOW - 200, LEVY)]
    waits = play(Hall(NOW, 1800, [sent], desks), lore)

    assert mean(waits[1]) > 900


def test_who_comes_back_from_a_hold_stands_where_they_stood(lore):
    held = Person(9, LEVY, 1.0, NOW - 1000)
    hall = Hall(NOW, 5400, line(LEVY, LEVY), [Desk(1, {LEVY: 1}, NOW - 60, LEVY)], [(NOW + 30, held)])
    alone = play(Hall(NOW, 5400, hall.people, hall.desks), lore)

    assert mean(play(hall, lore)[1]) > mean(alone[1]) + 200
