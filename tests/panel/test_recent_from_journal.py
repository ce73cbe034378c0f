"""After any moves charts and today's service levels are those of a slow walk through the raw entries of the journal."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.panel import recent
from deskq.panel import today as panel_today
from deskq.queue.rules.service_level import NOBODY
from tests.conftest import MORNING
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue import random_actions
from tests.queue.test_long_queue import anywhere
from tests.queue.visit_walk import Walk

__all__ = ["anywhere"]

TEN = timedelta(minutes=10)


@pytest.fixture
def days(anywhere) -> Iterator[int]:
    return count(1)


@given(moves=random_actions.MOVES, pace=st.integers(20, 200))
@settings(
    max_examples=8,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
def test_charts_and_levels_are_those_of_a_walk_through_the_journal(anywhere, days, moves, pace):
    """``pace``: seconds between two moves; with the longest, the first of them are older than two hours."""
    clock.fix(MORNING + timedelta(days=7 * next(days)))
    random_actions.play(anywhere, moves, pace)

    check(anywhere)


def check(office: int) -> None:
    session, now = db.session(), clock.now()
    session.expire_all()
    config = config_cache.of(session, office)
    tickets = panel_today.tickets(session, config.office, now)
    found = recent.recent(session, office, tickets, now)
    today = panel_today.figures(tickets, config, now)
    slow = Slow(office, now)

    end = slow.end()
    for number, step in enumerate(found.steps):
        begins = end - (12 - number) * TEN
        at = min(begins + TEN, now)
        waiting = slow.waiting(at)
        assert (step.begins, step.at) == (begins, at)
        assert step.arrivals == slow.arrivals(begins, at, last=number == 11)
        assert step.waiting == len(waiting)
        assert step.longest == int(max(waiting, default=timedelta()).total_seconds())
    for service in config.services:
        level = today.of_service[service].level if service in today.of_service else NOBODY
        assert (level.in_time, level.known) == slow.level(service, config.target(service).seconds)


class Slow:
    """The same from every entry of the journal, with the tickets of today."""

    def __init__(self, office: int, now: datetime) -> None:
        self.now = now
        self.walk = Walk(list(journal.walk(db.session(), office)))
        self.last: dict[int, dict[str, object]] = {}
        for ticket, story in self.walk.stories.items():
            state: dict[str, object] = {}
            for entry in story:
                state |= {column: after for column, (_, after) in entry.facts["changes"].items()}
            if story[0].at > now - timedelta(hours=12):
                self.last[ticket] = state

    def end(self) -> datetime:
        """The next whole ten minutes."""
        floor = self.now.replace(minute=self.now.minute // 10 * 10, second=0, microsecond=0)
        return floor if floor == self.now else floor + TEN

    def arrivals(self, begins: datetime, at: datetime, last: bool) -> int:
        came = [datetime.fromisoformat(str(state["arrived_at"])) for state in self.last.values()]
        return sum(begins <= one < at or (last and one == at) for one in came)

    def waiting(self, at: datetime) -> list[timedelta]:
        """How long each who waited at a moment had waited until then."""
        found = []
        for ticket in self.last:
            parts = [part for part in self.walk.parts if part.ticket == ticket and part.state == "waiting"]
            before = [part for part in parts if part.ended <= at and part.verb != "expire"]
            running = next((part.began for part in parts if part.began <= at < part.ended), None)
            if running is None and self.last[ticket]["state"] == "waiting" and self.walk.since[ticket] <= at:
                running = self.walk.since[ticket]
            if running is not None:
                found.append(sum((part.length for part in before), timedelta()) + (at - running))
        return found

    def level(self, service: int, seconds: int) -> tuple[int, int]:
        """A first call counts at the service it was for; who was never called counts as late once the target is over,
        at the service of their ticket, also after they left."""
        known = []
        for ticket, state in self.last.items():
            total, first = self.walk.waits(ticket)
            calls = [p for p in self.walk.parts if (p.ticket, p.state, p.verb) == (ticket, "waiting", "call")]
            called_for = [call.service for call in calls if call.sequence not in self.walk.here]
            if (called_for[0] if called_for else state["service_id"]) != service:
                continue
            running = self.now - self.walk.since[ticket] if state["state"] == "waiting" else timedelta()
            if first is not None:
                known.append(first <= timedelta(seconds=seconds))
            elif total + running > timedelta(seconds=seconds):
                known.append(False)
        return sum(known), len(known)
