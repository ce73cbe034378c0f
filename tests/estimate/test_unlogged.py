"""Counters inferred without a log, from visits that are over only."""

from dataclasses import replace

import pytest

from deskq.estimate.backtest import Backtest
from deskq.estimate.durations import DAY, HOUR
from deskq.estimate.forecast import Forecast
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Visit
from deskq.estimate.preference import Preference
from deskq.estimate.simulated_offices import OFFICES
from deskq.estimate.simulation import Simulation
from deskq.estimate.snapshot import OfficeSnapshot, OpenCounter, Visitor
from deskq.estimate.staffing import StaffedHours

LEVY, PERMIT = 1, 2
BOUND = 1800.0
MONDAY = 4 * DAY  # of the first week of 1970


def someone(number, service, arrived, weight=1.0):
    return Visitor(number, service, weight, arrived)


def after(*calls):
    """What a counter prefers after calls of (service, arrival) past a visitor with an earlier arrival."""
    found = Preference(BOUND)
    found.learn(someone(0, PERMIT, 0), 1.0, [])
    found.learn(someone(0, LEVY, 0), 2.0, [])
    for at, service in enumerate(calls, 100):
        other = PERMIT if service == LEVY else LEVY
        found.learn(someone(1, service, at - 20.0), float(at), [someone(2, other, at - 90.0)])
    return found.ranks()


@pytest.mark.parametrize(
    ("calls", "permit"), [((LEVY,) * 3, 2), ((LEVY,), 1), ((LEVY, PERMIT) * 3, 1)], ids=["often", "once", "both ways"]
)
def test_a_service_often_called_past_higher_scores_one_way_has_the_better_rank(calls, permit):
    assert after(*calls) == {LEVY: 1, PERMIT: permit}


def test_a_call_past_the_bound_tells_nothing():
    found = Preference(BOUND)
    for at in (4000.0, 4001.0, 4002.0, 4003.0):
        line = [someone(2, PERMIT, at - 3000.0)]
        found.learn(someone(1, LEVY, at - 2000.0), at, line)
        found.learn(someone(3, PERMIT, at - 2000.0), at, [])

    assert found.ranks() == {LEVY: 1, PERMIT: 1}


@pytest.mark.parametrize("name", ["4 counters", pytest.param("8 counters", marks=pytest.mark.soak)])
def test_the_ranks_of_a_simulated_office_are_found(name):
    made = Simulation(replace(OFFICES[name], days=10))
    replay = Backtest(sorted(made.visits, key=lambda visit: (visit.arrival, visit.call)))
    list(replay.outcomes(float("inf")))

    found = {counter.id: counter.ranks for counter in replay.snapshot(replay.visits[-1].call).counters}

    right = sum(found[c.id].get(s) == rank for c in made.counters for s, rank in c.ranks.items() if c.id in found)
    assert right >= 0.9 * sum(len(c.ranks) for c in made.counters if c.id in found)


def test_the_hours_of_a_weekday_are_those_of_its_own_past():
    staffed_hours = StaffedHours()
    for day in range(28):
        staffed_hours.begin_day(day)
        begins = 10 * HOUR if day % 7 == 4 else 8 * HOUR
        staffed_hours.note(1, day * DAY + begins)
        staffed_hours.note(1, day * DAY + 14 * HOUR)
    staffed_hours.begin_day(32)

    assert staffed_hours.opens(1) == 32 * DAY + 10 * HOUR


def test_a_counter_with_a_shift_of_its_own_is_known_to_leave_and_one_mostly_empty_is_not_expected():
    staffed_hours = StaffedHours()
    for day in range(6):
        staffed_hours.begin_day(day)
        for counter, leaves in ((1, 14 * HOUR), (2, 11 * HOUR)):
            staffed_hours.note(counter, day * DAY + 8 * HOUR)
            staffed_hours.note(counter, day * DAY + leaves)
        if day == 0:
            assert staffed_hours.opens(1) is None  # today does not count today
        if day == 2:
            staffed_hours.note(3, day * DAY + 8 * HOUR)
    staffed_hours.begin_day(6)

    assert staffed_hours.leaves(1) is None
    assert staffed_hours.leaves(2) == 6 * DAY + 11 * HOUR
    assert staffed_hours.opens(1) is not None
    assert staffed_hours.opens(3) is None


def test_nobody_is_called_at_a_counter_that_was_left():
    def band(leaves):
        counters = [OpenCounter(1, {LEVY: 1}, 0.0, LEVY), OpenCounter(2, {LEVY: 1}, 0.0, LEVY, leaves=leaves)]
        people = [someone(number, LEVY, number - 20.0) for number in range(1, 9)]
        forecast = Forecast(OfficeSnapshot(60.0, BOUND, people, counters), Model(), Backtest([]).rng)
        for _ in range(12):
            forecast.step()
        return forecast.waits()[8][12]

    assert band(600.0) > 1.3 * band(None)


def visits_of(*calls, counter=1):
    return [Visit(arrival, call, call + 300.0, LEVY, counter) for arrival, call in calls]


def test_a_counter_that_lets_people_wait_is_away():
    morning = MONDAY + 9 * HOUR
    log = visits_of((morning, morning), (morning + 10, morning + 310), (morning + 20, morning + 1500))
    replay = Backtest(log)
    seen = {}
    for _ in replay.outcomes(MONDAY):
        seen = {counter.id: counter for counter in replay.snapshot(morning + 311).counters}
        if replay.model.durations.learned == 1:
            break

    assert seen[1].away is None
    replay = Backtest([*log[:2], *visits_of((morning + 700, morning + 720), counter=2), *log[2:]])
    for _ in replay.outcomes(MONDAY):
        if replay.model.durations.learned == 2:
            break
    assert next(counter for counter in replay.snapshot(morning + 720).counters if counter.id == 1).away == morning + 610


def test_later_visits_do_not_change_earlier_predictions():
    visits = sorted(Simulation(replace(OFFICES["3 counters"], days=7)).visits, key=lambda v: (v.arrival, v.call))
    until = visits[-1].arrival // DAY * DAY + 11 * HOUR
    known = [visit for visit in visits if visit.arrival < until]
    sixth = sorted({visit.arrival // DAY for visit in visits})[5] * DAY

    def said(log):
        return [(o.arrival, o.predicted) for o in Backtest(log).outcomes(sixth) if o.arrival + o.waited < until]

    assert said(visits) == said(known)
