"""Advice: when it is given, and what it says against a slow simulation of the same hall."""

from random import Random

import pytest

from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter, Visitor
from deskq.estimate.what_if import WhatIf, with_counters
from deskq.office.rules import Target
from deskq.panel import advisor
from deskq.panel.rules.advice import Advice, Expectation, advise
from tests.panel import slow_hall
from tests.tools.more_in_soak import more_in_soak

LEVY, PERMIT, INQUIRY = 1, 2, 3
DAY = 86_400.0
#: Ten o'clock of a day.
NOW = 20_800 * DAY + 10 * 3600.0


def table(*percents: int):
    """What one, two, three more counters would give."""
    return lambda service, more: Expectation(10, percents[more - 1])


@pytest.mark.parametrize(
    ("now", "then", "found"),
    [
        (80, (), []),
        (79, (80,), [Advice(LEVY, 79, 1, 80, reached=True)]),
        (45, (60, 85), [Advice(LEVY, 45, 2, 85, reached=True)]),
        (45, (60, 70, 79), [Advice(LEVY, 45, 3, 79, reached=False)]),
        (20, (50, 52, 54), [Advice(LEVY, 20, 1, 50, reached=False)]),  # two more gain hardly anything
        (40, (45, 47, 49), [Advice(LEVY, 40, 0, 40, reached=False)]),  # not worth a counter
    ],
)
def test_the_fewest_counters_that_reach_the_target_are_advised(now, then, found):
    assert advise({LEVY: Expectation(10, now)}, {LEVY: Target(80, 600)}, table(*then)) == found


def test_the_service_with_the_most_late_visitors_comes_first_and_two_are_enough():
    expected = {LEVY: Expectation(30, 70), PERMIT: Expectation(4, 10), INQUIRY: Expectation(1, 0)}
    targets = dict.fromkeys(expected, Target(80, 600))

    found = advise(expected, targets, table(90))

    assert [one.service for one in found] == [LEVY, PERMIT]
    assert advise({LEVY: Expectation(0.9, 0)}, {LEVY: Target(80, 600)}, table(90)) == []  # nobody comes for it


@pytest.fixture(scope="module")
def model() -> Model:
    """An office that has measured for ten days: a levy takes five minutes, a permit twenty; many come from nine to
    twelve."""
    known, rng = Model(), Random(5)
    for day in range(10, -1, -1):
        begins = NOW - NOW % DAY - day * DAY
        for hour, count in ((8, 6), (9, 24), (10, 30), (11, 24), (12, 10)):
            for n in range(count):
                at = begins + hour * 3600 + n * 3600 / count
                if at < NOW:
                    kind = (PERMIT, 1.0) if n % 5 == 0 else (LEVY, 2.0) if n % 7 == 0 else (LEVY, 1.0)
                    known.arrivals.learn(kind, at)
                    known.durations.learn(LEVY, 1, at, rng.uniform(200, 400))
                    known.durations.learn(PERMIT, 2, at, rng.uniform(800, 1400))
    return known


def hall(levies: int, permits: int = 1, counters: int = 2) -> OfficeSnapshot:
    """Levies wait for at most twelve minutes, permits for at most five."""
    people = [Visitor(n, LEVY, 1.0, NOW - 720 + 40 * n) for n in range(1, levies + 1)]
    people += [Visitor(100 + n, PERMIT, 1.0, NOW - 300 + n) for n in range(permits)]
    desks = [OpenCounter(1 + n, {LEVY: 1}, NOW - 100 * (n + 1), LEVY) for n in range(counters)]
    return OfficeSnapshot(NOW, 1800, people, [*desks, OpenCounter(9, {PERMIT: 1, LEVY: 2}, NOW - 500, PERMIT)])


TARGETS = {LEVY: 600.0, PERMIT: 1800.0}


@pytest.mark.parametrize("levies", more_in_soak([3, 16, 0, 9], often=2))
@pytest.mark.parametrize("more", [0, 1, 2])
def test_what_is_expected_is_what_a_slow_simulation_finds(model, levies, more):
    """Within four points: two percent of 400 runs, and the antithetic draws of the engine."""
    snapshot = with_counters(hall(levies), LEVY, more)
    first = {person.id for person in snapshot.people}

    found = WhatIf(snapshot, model, 7, TARGETS, first).run(400)
    slow = slow_hall.percents(snapshot, model, TARGETS, first, 400, seed=3)

    for service, one in found.items():
        assert abs(100 * one.in_time / one.known - slow[service]) <= 4, (service, one, slow)


def test_advice_raises_the_share_that_a_slow_simulation_finds_and_reaches_what_it_says(model):
    snapshot = hall(9)
    first = {person.id for person in snapshot.people}
    targets = {LEVY: Target(80, 600), PERMIT: Target(80, 1800)}

    (levy, *_) = advisor.advise(snapshot, model, targets, first, seed=7)

    assert levy.service == LEVY
    now = slow_hall.percents(snapshot, model, TARGETS, first, 400, seed=4)[LEVY]
    then = slow_hall.percents(with_counters(snapshot, LEVY, levy.more), model, TARGETS, first, 400, seed=4)[LEVY]
    assert abs(now - levy.percent) <= 5
    assert abs(then - levy.then) <= 5
    assert levy.more >= 1
    assert then > now + 10


def test_who_was_called_before_or_is_late_already_is_not_counted_nor_called_without_an_open_counter(model):
    people = [Visitor(number, LEVY, 1.0, NOW - waited) for number, waited in ((1, 60), (2, 601), (3, 5))]
    counters = [OpenCounter(1, {LEVY: 1}, NOW - 10, LEVY)]

    found = WhatIf(OfficeSnapshot(NOW, 1800, people, counters, closes=NOW), model, 7, TARGETS, {1, 2}).run(10)
    nobody = WhatIf(OfficeSnapshot(NOW, 1800, [Visitor(1, LEVY, 1.0, NOW)], []), model, 7, TARGETS, {1}).run(10)

    assert found[LEVY].known == 10  # the first one, in ten runs; nobody comes any more
    assert found[PERMIT].known == 0
    assert nobody[LEVY].in_time == 0
    assert nobody[LEVY].known > 10


def test_scenarios_of_one_seed_meet_the_same_visitors(model):
    snapshot = hall(5)

    few, many = (WhatIf(with_counters(snapshot, LEVY, more), model, 7, TARGETS, set()).run(20) for more in (0, 3))

    assert few[LEVY].known == many[LEVY].known
    assert few[PERMIT].known == many[PERMIT].known
