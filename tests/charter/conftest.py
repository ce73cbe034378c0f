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
def save(office):
    """``save({"wait": row})``: save these promises, the unit that reads objections, and the day of the report."""

    def store(rows=(), unit: int | None = None, day: date | None = None) -> None:
        half = queries.pending_half(db.session(), office)
        service.save_charter(office, "test", dict(rows), unit, (half, day))
        db.session.remove()

    return store


@pytest.fixture
def promised(save):
    """The suggested charter, all of it."""
    save({
        code: {"text_fa": one.text.fa, "text_en": one.text.en, "target": one.target, "minutes": one.minutes,
               "offered": True}
        for code, one in MEASURES.items()
    })  # fmt: skip


@pytest.fixture
def visit(office):
    """The secret of a visit that is over."""
    issue.issue(office, "device:1", NewTicket("renewal_levy", SECRET))
    cancel.cancel(office, queue_queries.ticket_by_hash(db.session(), secrets.hashed(SECRET)).id)
    db.session.remove()
    return SECRET


@pytest.fixture
def lived(office):
    """The office has something to report about the half-year that is over: a message of those days."""
    rows = [(2, ["1405/05/10", "a message of summer"])]
    made = import_service.check(office, "person:1", 1, "summer.csv", ["date", "text"], rows).id
    import_service.start(office, "person:1", made)
    import_jobs.work_on()
    db.session.remove()


@pytest.fixture
def announce(lived, save):
    """``announce(date(...))``: the day of the next report, which is about the half-year that is over."""
    return lambda day: save(day=day)
