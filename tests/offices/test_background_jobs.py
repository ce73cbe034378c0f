"""Background jobs work for every office, and ask about all offices together: one more that rests costs no statement."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from deskq.alerts import jobs as alert_jobs
from deskq.alerts.jobs import AT_REST, Rounds
from deskq.alerts.service import rounds
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.jobs import table
from deskq.queue import jobs as queue_jobs
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue


def take(office_id: int) -> Ticket:
    return issue(office_id, "test", NewTicket("info_desk", secrets.new()))


@pytest.fixture
def statements(app) -> Callable[[str], int]:
    """``statements("sms")``: how many a round of that job sends to the database, after a first round."""

    def count(name: str) -> int:
        job, sent = table.of(app).jobs[name], []
        job.function()
        db.session.remove()
        listen = (db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
        event.listen(*listen)
        try:
            job.function()
        finally:
            event.remove(*listen)
        db.session.remove()
        return len(sent)

    return count


def test_the_day_ends_in_every_office(office, north, later):
    left = [take(office).id, take(north).id]
    later(days=1)

    queue_jobs.run_once()

    db.session.remove()
    assert [db.session().get(Ticket, one).state for one in left] == ["expired", "expired"]


@pytest.mark.parametrize("name", ["queue", "sms", "alerts", "live.follow", "estimate"])
def test_an_office_at_rest_costs_no_statement(office, request, statements, name):
    alone = statements(name)

    request.getfixturevalue("north")

    assert statements(name) == alone


def test_alerts_of_an_office_in_which_nothing_happens_are_looked_for_seldom(office, north, later, monkeypatch):
    looked: list[int] = []
    monkeypatch.setattr(rounds, "run", looked.append)
    mine = Rounds()

    mine.once()
    mine.once()
    assert looked == [office, north]

    take(north)
    mine.once()
    assert looked == [office, north, north]

    later(seconds=AT_REST.total_seconds())
    mine.once()
    assert looked[3:] == [office, north]
    assert AT_REST.total_seconds() > alert_jobs.PERIOD
