"""Whether free counters are really there: learned from who took the calls."""

from random import Random

import pytest

from deskq.estimate.backtest import Backtest
from deskq.estimate.durations import DAY, HOUR
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.patience import Patience

LEVY = 1
MORNING = 4 * DAY + 8 * HOUR


def quiet_day(day, counters, rng, until=6.0):
    """One visitor a minute, called at once by any counter that is free: half a minute each."""
    busy, visits = dict.fromkeys(counters, 0.0), []
    for minute in range(int(until * 60)):
        at = day + 8 * HOUR + 60.0 * minute + rng.uniform(0, 20)
        free = [counter for counter in counters if busy[counter] <= at]
        counter = rng.choice(free)
        busy[counter] = at + 30.0
        visits.append(Visit(at, at, at + 30.0, LEVY, counter))
    return visits


def believed(visits, after):
    """How many counters are thought to be there so many seconds after the last visit."""
    replay = Backtest(visits)
    list(replay.outcomes(float("inf")))
    return sum(counter.presence for counter in replay.snapshot(visits[-1].arrival + after).counters)


def test_a_counter_that_lets_calls_pass_is_thought_gone_though_nobody_waits():
    rng, last = Random(1), 7 * DAY
    visits = [visit for day in range(3) for visit in quiet_day(4 * DAY + day * DAY, [1, 2, 3, 4], rng)]
    visits += quiet_day(last, [1, 2, 3, 4], rng, until=1.0)
    visits += [v for v in quiet_day(last, [1, 2], rng, until=6.0) if v.arrival > last + 9 * HOUR]

    assert believed(visits, 1) == pytest.approx(2, abs=0.5)


def test_counters_that_are_there_are_believed_there():
    rng = Random(2)

    assert believed([visit for day in range(4) for visit in quiet_day(4 * DAY + day * DAY, [1, 2, 3], rng)], 59) > 2.3


def test_an_open_counter_whose_clerk_forgot_to_press_break_is_doubted():
    rng = Random(3)
    shifts = [Shift(4 * DAY + 7 * HOUR, counter, "open", None, {LEVY: 1}) for counter in (1, 2, 3)]
    visits = quiet_day(4 * DAY, [1, 2, 3], rng)
    visits += [v for v in quiet_day(4 * DAY, [1, 2], rng, until=8.0) if v.arrival > MORNING + 6.1 * HOUR]
    replay = Backtest(sorted(visits, key=lambda visit: visit.arrival), shifts)
    list(replay.outcomes(float("inf")))

    found = {counter.id: counter.presence for counter in replay.snapshot(visits[-1].arrival + 40).counters}
    assert found[3] < 0.1 < 0.6 < found[1]


def test_a_visit_of_length_zero_frees_its_counter():
    replay = Backtest([Visit(MORNING, MORNING, MORNING, LEVY, 1)])
    list(replay.outcomes())

    assert [counter.serving for counter in replay.snapshot(MORNING + 30).counters] == [None]


def test_patience_is_that_of_kaplan_and_meier_where_more_than_hardly_anybody_left():
    """Of four, one left after a minute, one was called after two, one left after three, one was called after five."""
    patience, patient = Patience(), Patience()
    for _ in range(20):
        for waited, left in ((60, True), (120, False), (180, True), (300, False)):
            patience.learn(waited, MORNING, left)
    for _ in range(100):
        patient.learn(600, MORNING, left=False)
    patient.learn(600, MORNING, left=True)
    table = patience.table()

    assert sum(after <= 100 for after in table) / len(table) == pytest.approx(1 / 4, abs=0.01)
    assert sum(after <= 250 for after in table) / len(table) == pytest.approx(1 - 3 / 4 * 1 / 2, abs=0.01)
    assert table[-1] == float("inf")
    assert patient.table() == []


def test_a_line_that_melts_is_waited_for_less_long():
    def last(leaving):
        log = []
        for day in range(6):
            for number in range(40):
                at = 4 * DAY + day * DAY + 8 * HOUR + number * 300.0
                if leaving and number % 2:
                    log.append(Visit(at - 290, at, None, LEVY, -1, left=True))
                else:
                    log.append(Visit(at - 290, at, at + 290, LEVY, 1))
        replay = Backtest(sorted(log, key=lambda visit: visit.arrival))
        list(replay.outcomes(float("inf")))
        return replay.model.patience.table()

    assert last(leaving=False) == []
    assert sum(after < 400 for after in last(leaving=True)) > 100
