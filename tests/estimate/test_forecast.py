"""The forecast: simulation of the queue."""

from random import Random
from statistics import mean

import pytest

from deskq.estimate import prediction_intervals
from deskq.estimate.forecast import Forecast
from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter, Visitor

NOW = 1_800_000_000.0
LEVY, PERMIT = 1, 2


@pytest.fixture(scope="module")
def model() -> Model:
    """An office that has measured: a levy takes five minutes, a permit twenty, each give or take."""
    known, rng = Model(), Random(5)
    for visit in range(400):
        at = NOW - 400 * 60 + visit * 60
        known.durations.learn(LEVY, 1, at, rng.uniform(240, 360))
        known.durations.learn(PERMIT, 1, at, rng.uniform(1000, 1400))
    return known


def play(people, counters, model, bound=1800, away=()):
    forecast = Forecast(OfficeSnapshot(NOW, bound, people, counters, list(away)), model, Random(1))
    while forecast.runs < 48:
        forecast.step()
    return forecast.waits()


def line(*services, weight=1.0, waited=60.0):
    return [Visitor(n, service, weight, NOW - waited + n) for n, service in enumerate(services, 1)]


def test_each_waits_for_those_before(model):
    waits = play(line(LEVY, LEVY, LEVY), [OpenCounter(1, {LEVY: 1}, NOW - 60, LEVY)], model)

    first, second, third = (mean(waits[ticket]) for ticket in (1, 2, 3))
    assert 180 < first < 340
    assert 240 < second - first < 400
    assert 240 < third - second < 400


def test_a_visitor_who_has_been_long_at_the_counter_leaves_sooner(model):
    long, short = (
        mean(play(line(PERMIT), [OpenCounter(1, {PERMIT: 1}, NOW - lasted, PERMIT)], model)[1]) for lasted in (900, 60)
    )

    assert long < short - 600


def test_a_higher_class_is_expected_to_pass(model):
    people = [Visitor(1, LEVY, 1.0, NOW - 300), Visitor(2, LEVY, 3.0, NOW - 200)]
    waits = play(people, [OpenCounter(1, {LEVY: 1}, NOW - 10, LEVY)], model)

    assert mean(waits[2]) < mean(waits[1])


def test_a_declared_break_is_waited_out_and_nothing_is_said_where_nobody_serves(model):
    waits = play(line(LEVY, PERMIT), [OpenCounter(1, {LEVY: 1}, NOW, None, NOW + 900)], model)

    assert min(waits[1]) >= 900
    assert prediction_intervals.interval_of(waits[2]) is None


def test_a_newcomer_who_only_asks_delays_nobody(model):
    counter = OpenCounter(1, {LEVY: 1}, NOW - 60, LEVY)
    asking = Visitor(-1, LEVY, 1.0, NOW - 120, probe=True)
    alone, asked = (play(people, [counter], model) for people in (line(LEVY), [asking, *line(LEVY)]))

    assert asked[-1] == asked[1]
    assert mean(asked[1]) == pytest.approx(mean(alone[1]), rel=0.1)


def test_who_was_sent_to_a_counter_waits_for_that_counter(model):
    sent = Visitor(1, LEVY, 1.0, NOW - 60, counter=1)
    counters = [OpenCounter(1, {LEVY: 1}, NOW - 1, PERMIT), OpenCounter(2, {LEVY: 1}, NOW - 200, LEVY)]

    assert mean(play([sent], counters, model)[1]) > 900


def test_who_comes_back_from_a_hold_stands_where_they_stood(model):
    held = (NOW + 30, Visitor(9, LEVY, 1.0, NOW - 1000))
    people, counters = line(LEVY, LEVY), [OpenCounter(1, {LEVY: 1}, NOW - 60, LEVY)]
    with_held, alone = (play(people, counters, model, 5400, away) for away in ([held], []))

    assert mean(with_held[1]) > mean(alone[1]) + 200
