"""Random days: every figure of a report is that of a slow walk through the journal, before a day is kept and after."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, count
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.joining import service as joining
from deskq.office import config_cache
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.queue import jobs as queue_jobs
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.arrive import arrive as admit
from deskq.queue.service.issue import issue
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
    "priority": lambda visit: visit.now["priority_id"],
    "hour": lambda visit: visit.hour,
    "channel": lambda visit: visits.channel(visit.by),
}


@pytest.fixture
def weeks(anywhere) -> Iterator[int]:
    return count(1)


@given(first=MOVES, second=MOVES, at_night=st.booleans())
@settings(
    max_examples=3,
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
    with transaction(office, "test") as tx:
        tx.session.get_one(Office, office).join_share = 100
        tx.config_changed()
        tx.record(OfficeChanged("office", office))
    hall = random_actions.Hall(office)
    for number in random_actions.COUNTERS:
        hall.press_only("open", number, 0)
    for place, (verb, counter, pick) in enumerate(moves):
        hall.press_only(verb, counter, pick)
        if place % 6 == 0:
            _join(office, f"{begins} {place}", here=place % 12 == 0)
        clock.fix(clock.now() + timedelta(seconds=47))


def _join(office: int, key: str, here: bool) -> None:
    """Somebody takes a ticket from outside; every second one is here a moment later."""
    by = f"visitor:{key}"
    new = NewTicket("info_desk", secrets.new(), "", "fa", key, away=True)
    number = f"+98912{crc32(key.encode()) % 10**7:07d}"
    ticket = joining.join(office, new.service_code, number, key, 10, lambda: issue(office, by, new))
    if here:
        clock.fix(clock.now() + timedelta(seconds=5))
        joining.arrive(office, by, ticket.id, "kiosk", lambda one, now: admit(office, by, one, begins_now=now))


def check(office: int) -> None:
    session = db.session()
    session.expire_all()
    today = queries.today(session, office)
    week = DateRange(today - timedelta(days=6), today)
    weights = config_cache.of(session, office).weights
    told = slow_path.visits(list(journal.walk(session, office)), weights)
    mine = [visit for visit in told if week.first <= visit.day <= week.last]
    config = config_cache.of(session, office)
    ordinary = config.priority("").id
    targets = {service: config.target(service).seconds for service in config.services}
    for by in queries.DIVISIONS:
        report = queries.visit_report(session, office, week, by)
        assert plain(report.total) == slow_path.figures(mine, ordinary, targets)
        assert {row.key: plain(row.figures) for row in report.rows} == _expected(mine, week, by, ordinary, targets), by
    _check_chosen_services(office, week, mine, ordinary, targets)
    hours = {((visit.day.weekday() + 2) % 7, visit.hour) for visit in mine}
    assert set(report.arrivals) == hours
    assert sum(report.arrivals.values()) == len(mine)
    earlier = [visit for visit in told if week.first - timedelta(days=7) <= visit.day < week.first]
    before = plain(report.before.figures) if report.before else slow_path.figures([], ordinary, targets)
    assert before == slow_path.figures(earlier, ordinary, targets)


def _check_chosen_services(
    office: int, week: DateRange, mine: list[SlowVisit], ordinary: int, targets: dict[int, int]
) -> None:
    """The same reports about two services only: their rows added up."""
    chosen = tuple(sorted({visit.now["service_id"] for visit in mine})[:2])
    for by in ("day", "service") if chosen else ():
        report = queries.visit_report(db.session(), office, week, by, chosen)
        rows = [slow_path.of_service(mine, service, ordinary, targets) for service in chosen]
        assert plain(report.total) == _sum(rows)
        if by == "service":
            assert {row.key: plain(row.figures) for row in report.rows} == dict(zip(chosen, rows, strict=True))
        assert not report.arrivals


def _sum(rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return {name: sorted(chain(*some)) if name in LENGTHS else sum(some) for name, some in columns.items()}


def _expected(
    mine: list[SlowVisit], week: DateRange, by: str, ordinary: int, targets: dict[int, int]
) -> dict[int, Any]:
    if by in ("counter", "clerk"):
        return {key: slow_path.at_place(mine, by, key, ordinary, targets) for key in slow_path.keys_of(mine, by)}
    if by == "service":
        return {key: slow_path.of_service(mine, key, ordinary, targets) for key in slow_path.services_of(mine)}
    if by in GROUPS:
        groups = slow_path.grouped(mine, GROUPS[by])
        return {key: slow_path.figures(some, ordinary, targets) for key, some in groups.items()}
    return {
        jalali.day_number(part.first): slow_path.figures(
            [visit for visit in mine if part.first <= visit.day <= part.last], ordinary, targets
        )
        for part in rules.divided(week, by)
    }


def plain(figures: Figures) -> dict[str, Any]:
    counts = {name: getattr(figures, name) for name in COUNTS}
    return {**counts, **{name: sorted(getattr(figures, name).elements()) for name in LENGTHS}}
