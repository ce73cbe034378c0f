"""Days of a simulated half-year: a journal that is whole, tickets that it rebuilds, and a report at the end."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.demo.half_year import messages, town
from deskq.half_year.queries import reports
from deskq.queue import ticket_replay
from deskq.queue.models import Ticket, VisitInterval
from deskq.ratings import integrity
from tests.half_year.conftest import AFTER
from tests.tools.admin_pages import client, page

__all__ = ["client", "page"]


@pytest.fixture
def played(office, monkeypatch):
    """Two days of the running half-year, which then is over."""
    half = Half(14052)
    days = [day for day in town.days_of(half) if day > clock.now().date()][:2]
    monkeypatch.setattr(town, "days_of", lambda _: days)
    monkeypatch.setattr(town, "GROUPS", 0)
    monkeypatch.setattr(messages, "COUNT", 40)
    monkeypatch.setattr(town, "_at", lambda on, hour, at=town._at: max(at(on, hour), clock.now()))
    counts = town.play(office, half, nullcontext)
    clock.fix(AFTER + timedelta(days=20))
    return counts


def test_the_journal_of_a_simulated_past_is_whole_and_rebuilds_its_tickets(played, office):
    session = db.session()

    assert journal_check.first_broken(session, office) is None
    assert integrity.first_mismatch(session, office) is None
    rebuilt = ticket_replay.tickets(journal.walk(session, office))
    stored = {row.id: (row.state, row.code, row.outcome, row.counter_id) for row in session.query(Ticket)}
    assert len(stored) == played["visitors"] > 100
    assert stored == {
        key: (row["state"], row["code"], row.get("outcome"), row.get("counter_id")) for key, row in rebuilt.items()
    }
    ended = {entry.sequence: entry for entry in journal.walk(session, office)}
    for row in session.query(VisitInterval):
        assert (ended[row.sequence].ticket_id, ended[row.sequence].at) == (row.ticket_id, row.ended_at)


def test_it_ends_with_a_published_report_that_citizens_can_read(played, office, page):
    assert [row.half for row in reports.published_halves(db.session(), office)] == [14052]
    assert "one of six earlier promises is still not kept" in page("/published/1405-2?lang=en")
    assert played["coded"] > played["messages"] - 1
