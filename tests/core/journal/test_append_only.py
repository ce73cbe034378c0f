"""Rows of the journal can be added, never changed or deleted: the database itself refuses."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from deskq.core import secrets
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service

CHANGES = ("UPDATE journal SET body = '{}' WHERE sequence = 1", "UPDATE journal SET at = at + 1", "DELETE FROM journal")


def refused(statement: str) -> None:
    with pytest.raises(DBAPIError, match="the journal is append-only"):
        db.session().execute(text(statement))
    db.session().rollback()


@pytest.mark.parametrize("statement", CHANGES)
def test_sqlite_refuses_to_change_or_delete_a_row(office, issue, entries, statement):
    issue()
    before = [(row.sequence, row.body) for row in entries()]

    refused(statement)

    assert [(row.sequence, row.body) for row in entries()] == before


@pytest.mark.postgres
def test_postgresql_refuses_to_change_delete_or_empty_it(postgres_office):
    issue_service.issue(postgres_office, "test", NewTicket("renewal_levy", secrets.new()))
    before = [(row.sequence, row.body) for row in journal.walk(db.session(), postgres_office)]

    for statement in (*CHANGES, "TRUNCATE journal"):
        refused(statement)

    assert [(row.sequence, row.body) for row in journal.walk(db.session(), postgres_office)] == before
    assert journal_check.first_broken(db.session(), postgres_office) is None
