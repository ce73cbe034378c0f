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


FIVE_HOURS = timedelta(hours=5)


@pytest.mark.parametrize(
    ("visit", "end"),
    [
        *((Visit(state), MORNING) for state in ("done", "absent", "cancelled", "expired")),
        (Visit("done", since=MORNING + FIVE_HOURS, finished_at=MORNING), MORNING),
        (Visit("absent", since=MORNING + FIVE_HOURS, finished_at=MORNING), MORNING + FIVE_HOURS),
    ],
    ids=["done", "absent", "cancelled", "expired", "finished, then changed", "finished, then elsewhere"],
)
def test_the_time_to_rate_counts_from_the_end(visit, end):
    assert rules.closes_at(visit, HOURS) == end + timedelta(hours=HOURS)


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
