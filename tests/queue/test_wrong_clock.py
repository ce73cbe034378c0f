"""A machine whose clock is days off closes no day until it has watched the clock, and reports it."""

from datetime import timedelta

import pytest

from deskq.core import clock, clock_guard, outages
from deskq.core.clock_guard import DISTRUST_SECONDS, MAX_AHEAD, MAX_JUMP, ClockGuard
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.queue import jobs


@pytest.fixture(autouse=True)
def nothing_known():
    outages.forget()
    yield
    outages.forget()


@pytest.fixture
def passes(monkeypatch):
    """``passes(5)``: so many seconds pass, on the monotonic and the wall clock; ``wall=`` when that differs."""
    time = [1000.0]
    monkeypatch.setattr(clock_guard, "monotonic", lambda: time[0])

    def wait(seconds: float, wall: float | None = None) -> None:
        time[0] += seconds
        clock.fix(clock.now() + timedelta(seconds=seconds if wall is None else wall))

    return wait


def told() -> list[str]:
    return [known.problem.slug for known in outages.current()]


@pytest.mark.parametrize("night", [None, timedelta(seconds=1), timedelta(hours=17), MAX_AHEAD, -clock.TOLERANCE])
def test_a_first_start_and_one_after_a_night_are_believed_at_once(app, passes, night):
    pace = ClockGuard(None if night is None else clock.now() - night)

    assert pace.steady()
    assert told() == []


@pytest.mark.parametrize(
    ("away", "slug"),
    [
        (timedelta(days=1), "clock-ahead"),
        (MAX_AHEAD + timedelta(seconds=1), "clock-ahead"),
        (timedelta(days=-2), "clock-behind"),
        (-clock.TOLERANCE - timedelta(seconds=1), "clock-behind"),
    ],
)
def test_a_start_far_away_is_watched_first_and_the_panel_says_so(app, passes, away, slug):
    pace = ClockGuard(clock.now() - away)

    assert not pace.steady()
    assert told() == [slug]
    passes(DISTRUST_SECONDS - 1)
    assert not pace.steady()
    passes(1)
    assert pace.steady()
    assert told() == []


def test_a_clock_set_right_while_it_is_watched_ends_no_day(app, office, issue, passes, now_of):
    ticket = issue()
    passes(0, wall=86400)  # switched on again with the wrong date
    pace = ClockGuard(journal.last_at(db.session()))
    jobs.run_once(may_close=pace.steady())
    passes(60, wall=60 - 86400)
    jobs.run_once(may_close=pace.steady())
    passes(DISTRUST_SECONDS)
    jobs.run_once(may_close=pace.steady())

    assert now_of(ticket).state == "waiting"


@pytest.mark.parametrize(
    ("jump", "steady"),
    [(7200, False), (MAX_JUMP + 1, False), (-MAX_JUMP - 1, False), (MAX_JUMP, True), (-MAX_JUMP, True)],
)
def test_a_clock_that_jumps_by_more_than_minutes_while_the_office_is_open_is_watched_again(app, passes, jump, steady):
    pace = ClockGuard(clock.now())
    assert pace.steady()

    passes(1, wall=1 + jump)

    assert pace.steady() is steady
    assert told() == ([] if steady else ["clock-jumped"])
