"""Fixtures of the charter: its page for staff, an office with promises, a visit that is over."""

from datetime import date

import pytest

from deskq.charter import queries, service
from deskq.charter.rules.measures import MEASURES
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.message_import import jobs as import_jobs
from deskq.message_import import service as import_service
from deskq.queue import queries as queue_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import cancel, issue
from tests.tools.admin_pages import admin, browser, client, look, page, row, send

__all__ = ["admin", "browser", "client", "look", "page", "row", "send"]

SECRET = "a secret of a visit for these tests"


@pytest.fixture
def promised(office):
    """The suggested charter, all of it."""
    rows = {}
    for code, one in MEASURES.items():
        texts = {"text_fa": one.text.fa, "text_en": one.text.en}
        rows[code] = {**texts, "target": one.target, "minutes": one.minutes, "offered": True}
    service.save_charter(office, "test", rows, None, (queries.pending_half(db.session(), office), None))
    db.session.remove()


@pytest.fixture
def visit(office):
    """The secret of a visit that is over."""
    issue.issue(office, "device:1", NewTicket("renewal_levy", SECRET))
    ticket = queries_ticket()
    cancel.cancel(office, ticket)
    db.session.remove()
    return SECRET


def queries_ticket() -> int:
    found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(SECRET))
    assert found is not None
    return found.id


@pytest.fixture
def lived(office):
    """The office has something to report about the half-year that is over: a message of those days."""
    rows = [(2, ["1405/05/10", "a message of summer"])]
    made = import_service.check(office, "person:1", 1, "summer.csv", ["date", "text"], rows).id
    import_service.start(office, "person:1", made)
    import_jobs.work_on()
    db.session.remove()


@pytest.fixture
def announce(office, lived):
    """``announce(date(...))``: the day of the next report, which is about the half-year that is over."""

    def on(day: date | None) -> None:
        half = queries.pending_half(db.session(), office)
        service.save_charter(office, "test", {}, None, (half, day))
        db.session.remove()

    return on
