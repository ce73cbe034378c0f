"""After any moves every figure of visits is that of a slow walk through the journal, and a replay stores the same."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import business_day, config_cache
from deskq.queue import jobs, queries
from deskq.queue.models import Ticket, VisitInterval
from deskq.queue.screens.counter.day_summary import visits_served
from deskq.ratings.results.queries import Span, wait_minutes
from deskq.reports import queries as reports
from deskq.reports.period import visits
from tests.conftest import MORNING
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue import invariants, random_actions
from tests.queue.test_long_queue import anywhere
from tests.queue.visit_walk import Part, Walk

__all__ = ["anywhere"]
migration = import_module("deskq.migrations.versions.0033_visit_intervals")
walk_ins = import_module("deskq.migrations.versions.0112_walk_ins")


@pytest.fixture
def days(anywhere) -> Iterator[int]:
    """Each example begins in the morning of a day of its own, so that it has its own tickets and its own figures."""
    return count(1)


@given(moves=random_actions.MOVES, night=st.booleans())
@settings(max_examples=8, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
def test_after_any_moves_every_figure_is_that_of_a_walk_through_the_journal(anywhere, days, moves, night):
    clock.fix(MORNING + timedelta(days=7 * next(days)))
    random_actions.play(anywhere, moves, pace=7)
    check_figures(anywhere, today_only=True)
    if night:
        clock.fix(clock.now() + timedelta(hours=16))
        jobs.run_once()

    check_figures(anywhere)
    check_replay(anywhere)


def check_figures(office: int, today_only: bool = False) -> None:
    session = db.session()
    session.expire_all()
    walk = Walk(list(journal.walk(session, office)))
    assert stored_parts(session) == walk.parts
    for ticket in invariants.tickets(session, office):
        wait, first = timedelta(microseconds=ticket.waited), ticket.first_wait
        assert (wait, None if first is None else timedelta(microseconds=first)) == walk.waits(ticket.id), ticket.code
    if today_only:
        check_day(session, office, walk)


def check_day(session: Session, office: int, walk: Walk) -> None:
    """The figures of the screens."""
    config = config_cache.of(session, office)
    day = business_day.number_at(config.office, clock.now())
    mine = {ticket.id for ticket in invariants.tickets(session, office) if ticket.day == day}
    today = reports.hall(session, office, timedelta(hours=1)).today
    assert (today.median_wait, today.most_wait) == (walk.exceeded_by(mine, 0.5), walk.exceeded_by(mine, 0.1))
    assert today.walk_ins == visits.walk_ins(session, office, day, day)
    for counter in config.counter_ids.values():
        assert sorted(visits_served(session, counter, day)) == walk.served(counter, mine)
    found = wait_minutes(session, Span(office, day, day, clock.now()))
    assert (found.first, found.total) == (walk.minutes(mine, first=True), walk.minutes(mine, first=False))
    for head in queries.everyone_waiting(session, config):
        assert clock.now() - head.waiting_since == walk.waited_until(head.id, clock.now())


def check_replay(office: int) -> None:
    """The migration derives the same from the journal."""
    session = db.session()
    kept = stored_parts(session), totals(session, office)
    session.execute(delete(VisitInterval))
    session.execute(update(Ticket).values(waited=0, first_wait=None))
    session.commit()
    migration.fill(db.engine, lambda done, total: None)
    for statement in (walk_ins.MARK, walk_ins.UNWAITED):
        session.execute(statement)
    session.commit()

    session.expire_all()
    assert (stored_parts(session), totals(session, office)) == kept


def stored_parts(session: Session) -> list[Part]:
    rows = session.scalars(select(VisitInterval).order_by(VisitInterval.sequence))
    return [
        Part(
            row.ticket_id, row.state, row.service_id, row.counter_id, row.clerk_id,
            row.began_at, row.ended_at, row.verb, row.sequence,
        )
        for row in rows
    ]  # fmt: skip


def totals(session: Session, office: int) -> list[tuple[int, int, int | None]]:
    return [(ticket.id, ticket.waited, ticket.first_wait) for ticket in invariants.tickets(session, office)]
