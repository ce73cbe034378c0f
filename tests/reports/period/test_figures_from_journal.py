"""Random days: every figure of a report is that of a slow walk through the journal, before a day is kept and after."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.queue import jobs as queue_jobs
from deskq.reports.period import jobs, queries, rules, visits
from deskq.reports.period.figures import COUNTS, LENGTHS, Figures
from deskq.reports.period.models import DayFigures
from deskq.reports.period.rules import DateRange
from tests.conftest import MORNING
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue import random_actions
from tests.queue.test_long_queue import anywhere
from tests.reports.period import slow_path
from tests.reports.period.slow_path import SlowVisit

__all__ = ["anywhere"]
VERBS = [verb for verb, weight in random_actions.WEIGHTS.items() for _ in range(weight)]
MOVES = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from(random_actions.COUNTERS), st.integers(0, 29)),
    min_size=30,
    max_size=60,
)
#: Of each group: how the slow path finds its key, and the key that a report uses.
GROUPS = {
    "service": lambda visit: visit.now["service_id"],
    "priority": lambda visit: visit.now["priority_id"],
    "hour": lambda visit: visit.hour,
    "channel": lambda visit: visits.channel(visit.by),
}


@pytest.fixture
def weeks(anywhere) -> Iterator[int]:
    return count(1)


@given(first=MOVES, second=MOVES, at_night=st.booleans())
@settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # a smaller example would take minutes to find
)
def test_every_figure_is_that_of_a_walk_through_the_journal(anywhere, weeks, first, second, at_night):
    """Two days in a row; the second one may begin before midnight and go on after it."""
    week = timedelta(days=7 * next(weeks))
    _live_through(anywhere, MORNING + week, first)
    _live_through(anywhere, MORNING + week + timedelta(hours=36 if at_night else 24), second)

    check(anywhere)
    clock.fix(clock.now() + timedelta(days=2))
    queue_jobs.run_once()
    check(anywhere)
    jobs.run_once()
    assert db.session.scalar(select(DayFigures.day).limit(1)) is not None
    check(anywhere)
    db.session.execute(delete(DayFigures))
    db.session.commit()


def _live_through(office: int, begins: Any, moves: list[tuple[str, int, int]]) -> None:
    clock.fix(begins)
    queue_jobs.run_once()
    hall = random_actions.Hall(office)
    for number in random_actions.COUNTERS:
        hall.press_only("open", number, 0)
    for verb, counter, pick in moves:
        hall.press_only(verb, counter, pick)
        clock.fix(clock.now() + timedelta(seconds=47))


def check(office: int) -> None:
    session = db.session()
    session.expire_all()
    today = queries.today(session, office)
    week = DateRange(today - timedelta(days=6), today)
    told = [visit for visit in slow_path.visits(list(journal.walk(session, office)))]
    mine = [visit for visit in told if week.first <= visit.day <= week.last]
    ordinary = config_cache.of(session, office).priority("").id
    for by in queries.DIVISIONS:
        report = queries.visit_report(session, office, week, by)
        assert plain(report.total) == slow_path.figures(mine, ordinary)
        assert {row.key: plain(row.figures) for row in report.rows} == _expected(mine, week, by, ordinary), by
    hours = {((visit.day.weekday() + 2) % 7, visit.hour) for visit in mine}
    assert set(report.arrivals) == hours
    assert sum(report.arrivals.values()) == len(mine)
    earlier = [visit for visit in told if week.first - timedelta(days=7) <= visit.day < week.first]
    before = plain(report.before.figures) if report.before else slow_path.figures([], ordinary)
    assert before == slow_path.figures(earlier, ordinary)


def _expected(mine: list[SlowVisit], week: DateRange, by: str, ordinary: int) -> dict[int, Any]:
    if by in ("counter", "clerk"):
        return {key: slow_path.at_place(mine, by, key, ordinary) for key in slow_path.keys_of(mine, by)}
    if by in GROUPS:
        groups = slow_path.grouped(mine, GROUPS[by])
        return {key: slow_path.figures(some, ordinary) for key, some in groups.items()}
    return {
        jalali.day_number(part.first): slow_path.figures(
            [visit for visit in mine if part.first <= visit.day <= part.last], ordinary
        )
        for part in rules.divided(week, by)
    }


def plain(figures: Figures) -> dict[str, Any]:
    counts = {name: getattr(figures, name) for name in COUNTS}
    return {**counts, **{name: sorted(getattr(figures, name).elements()) for name in LENGTHS}}
