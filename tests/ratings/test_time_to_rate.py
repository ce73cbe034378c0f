"""When a visit may be rated."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from deskq.ratings import rules
from tests.conftest import MORNING

HOURS = 24


@dataclass
class Visit:
    state: str
    since: datetime = MORNING
    finished_at: datetime | None = None
    outcome: str | None = None


@pytest.mark.parametrize("state", ["done", "absent", "cancelled", "expired"])
def test_the_time_to_rate_counts_from_the_end(state):
    visit = Visit(state, since=MORNING)

    assert rules.closes_at(visit, HOURS) == MORNING + timedelta(hours=HOURS)


def test_of_a_finished_visit_it_counts_from_the_finish_whatever_was_changed_later():
    visit = Visit("done", since=MORNING + timedelta(hours=5), finished_at=MORNING)

    assert rules.closes_at(visit, HOURS) == MORNING + timedelta(hours=HOURS)


def test_of_a_visit_that_was_finished_and_goes_on_elsewhere_it_counts_from_the_later_end():
    visit = Visit("absent", since=MORNING + timedelta(hours=5), finished_at=MORNING)

    assert rules.closes_at(visit, HOURS) == MORNING + timedelta(hours=5 + HOURS)


@pytest.mark.parametrize("state", ["waiting", "called", "serving", "held"])
def test_while_a_visit_goes_on_it_cannot_be_rated(state):
    assert rules.closes_at(Visit(state), HOURS) is None
    with pytest.raises(rules.VisitNotEnded):
        rules.check_may_be_rated(Visit(state), HOURS, MORNING)


def test_to_the_last_moment_it_may_be_rated():
    until = MORNING + timedelta(hours=HOURS)

    rules.check_may_be_rated(Visit("done", finished_at=MORNING), HOURS, until)
    with pytest.raises(rules.TooLate):
        rules.check_may_be_rated(Visit("done", finished_at=MORNING), HOURS, until + timedelta(seconds=1))
