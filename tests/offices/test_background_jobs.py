"""Background jobs work for every office, and ask about all offices together: one more that rests costs no statement."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from deskq.alerts import jobs as alert_jobs
from deskq.alerts.jobs import AT_REST, Rounds
from deskq.alerts.service import rounds
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.document_scans import jobs as scan_jobs
from deskq.jobs import table
from deskq.joining import jobs as joining_jobs
from deskq.ops import retention_job
from deskq.published import jobs as published_jobs
from deskq.queue import jobs as queue_jobs
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.reports.period import jobs as period_jobs
from deskq.saved_reports import jobs as saved_jobs
from deskq.sms import gateways
from deskq.sms import queries as sms_queries
from deskq.sms import service as sms_service
from deskq.sms.outbox import Outbox
from deskq.webhooks import jobs as webhook_jobs


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


#: Each job that goes through the offices: (its function, what names the offices that have something to do, where it is
#: not all of them; what it does in one office).
THROUGH_OFFICES = {
    "alerts": (lambda: Rounds().once(), None, (rounds, "run")),
    "joining": (joining_jobs.run_once, None, (joining_jobs.confirmation_queries, "overdue")),
    "published": (published_jobs.run_once, None, (published_jobs.keep, "keep_due")),
    "reports": (period_jobs.run_once, None, (period_jobs.kept, "keep_days")),
    "saved_reports": (saved_jobs.run_once, (saved_jobs.queries, "offices_that_send"), (saved_jobs.sending, "send_due")),
    "webhooks": (webhook_jobs.send_due, (webhook_jobs.queries, "offices_with_due"), (webhook_jobs.service, "claim")),
    "retention": (retention_job.remove_due, None, (retention_job, "_apply")),
    "scans": (scan_jobs.remove_taken, None, (scan_jobs.queries, "takes")),
}


@pytest.mark.parametrize("name", THROUGH_OFFICES)
def test_the_fault_of_one_office_does_not_keep_another_waiting(app, office, north, monkeypatch, tmp_path, name):
    run, due, (module, function) = THROUGH_OFFICES[name]
    monkeypatch.setitem(app.config, "SCAN_FOLDER", str(tmp_path))
    if due is not None:
        monkeypatch.setattr(*due, lambda *_: [office, north])
    reached, real = [], getattr(module, function)

    def fails_in_the_first(*given):
        of = next(one for one in given if isinstance(one, int))
        if of == office:
            raise RuntimeError("of the first office")
        reached.append(of)
        return real(*given)

    monkeypatch.setattr(module, function, fails_in_the_first)

    with pytest.raises(RuntimeError, match="of the first office"):
        run()

    assert set(reached) == {north}


def test_sms_of_an_office_leave_while_numbers_of_another_cannot_be_erased(app, office, north, monkeypatch):
    sent, outbox = [], Outbox(app, gateway=gateways.create_gateway({**app.config, "SMS_GATEWAY": "console"}))
    monkeypatch.setattr(sms_queries, "offices_with_numbers_before", lambda *_: [office])
    monkeypatch.setattr(sms_queries, "offices_with_open", lambda *_: [office, north])
    monkeypatch.setattr(sms_queries, "old_numbers", lambda *_: 1 / 0)
    monkeypatch.setattr(sms_service, "claim", lambda office_id: [f"of {office_id}"])

    with pytest.raises(ZeroDivisionError):
        outbox.round(lambda _, claimed: sent.append(claimed))

    assert sent == [f"of {office}", f"of {north}"]


def test_tickets_on_hold_return_while_the_day_of_another_office_cannot_end(office, north, monkeypatch):
    returned: list[int] = []
    monkeypatch.setattr(queue_jobs.ticket_queries, "offices_with_some_left", lambda *_: [office])
    monkeypatch.setattr(queue_jobs.ticket_queries, "offices_with_returns_due", lambda *_: [office, north])
    monkeypatch.setattr(queue_jobs.day, "close_day", lambda *_, before: 1 / 0)
    monkeypatch.setattr(queue_jobs.day, "return_due", returned.append)

    with pytest.raises(ZeroDivisionError):
        queue_jobs.run_once()

    assert returned == [office, north]
