"""Presses that come together are one commit; what ends a batch before."""

import pytest
from sqlalchemy import event, func, select, text

from deskq.core import secrets
from deskq.core.db import batch, writing
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.core.database.batches import codes, is_intact, numbers, take, together
from tests.core.journal.conftest import postgres_office
from tests.queue.test_long_queue import anywhere

__all__ = ["anywhere", "postgres_office", "take", "together"]


@pytest.fixture
def commits():
    """A list that grows with each commit of a writing transaction."""
    seen = []

    def note(connection):
        if connection.get_execution_options().get("deskq_writes"):
            seen.append(connection)

    event.listen(db.engine, "commit", note)
    yield seen
    event.remove(db.engine, "commit", note)


def test_presses_that_wait_together_are_one_commit(together, take, commits, anywhere):
    take()
    commits.clear()

    assert together(take, take, take, take) == [None] * 4

    assert len(commits) == 1
    assert numbers() == [numbers()[0] + step for step in range(5)]
    assert is_intact(anywhere)


def test_a_batch_ends_when_it_is_full(together, take, commits, anywhere):
    assert together(*[take] * (batch.MOST + 1)) == [None] * (batch.MOST + 1)

    assert len(commits) == 2
    assert len(codes()) == len(set(codes())) == batch.MOST + 1
    assert is_intact(anywhere)


def test_rows_of_the_orm_are_stored_with_the_batch(together, anywhere):
    def rename(name):
        def press():
            with transaction(anywhere, "test") as tx:
                tx.session.get_one(Office, anywhere).name_en = name
                tx.record(OfficeChanged("office", anywhere))

        return press

    assert together(rename("First"), rename("Second")) == [None, None]

    assert db.session.get_one(Office, anywhere).name_en == "Second"
    assert is_intact(anywhere)


@pytest.mark.parametrize("place_in_line", [0, 1])
def test_what_changes_the_configuration_is_the_last_of_its_batch(together, take, commits, anywhere, place_in_line):
    def configure():
        with transaction(anywhere, "test") as tx:
            tx.record(OfficeChanged("office", anywhere))
            tx.config_changed()

    presses = [take, take, take]
    presses.insert(place_in_line, configure)

    assert together(*presses) == [None] * 4

    assert len(commits) == 2


def test_the_same_request_twice_in_one_batch_is_one_ticket(together, anywhere):
    issued, secret = [], secrets.new()

    def same():
        issued.append(issue(anywhere, "test", NewTicket("renewal_levy", secret, request_key="the same")).id)

    assert together(same, same) == [None, None]
    assert len(set(issued)) == 1
    assert db.session.scalar(select(func.count(Ticket.id))) == 1


@pytest.mark.parametrize("anywhere", ["sqlite"], indirect=True)  # PostgreSQL has several writers
def test_a_writer_of_no_office_commits_what_was_left_open(together, take, anywhere):
    def write():
        with writing.writing(db.session()) as connection:
            connection.execute(text("UPDATE office SET name_en = 'Third'"))

    assert together(take, write, take) == [None] * 3

    assert len(codes()) == 2
    assert db.session.get_one(Office, anywhere).name_en == "Third"
