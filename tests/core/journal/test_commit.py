"""A change and its journal row are one commit: both are stored, or neither."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.queue.models import Ticket


class Broken(Exception):
    pass


@pytest.fixture
def fail(office, issue):
    """A transaction that issues a ticket and then fails."""

    def run() -> None:
        with transaction(office, "test"):
            issue()
            raise Broken

    return run


@pytest.fixture
def outside(app):
    """``outside()``: how many tickets and journal rows another connection to the file sees."""

    def count() -> tuple[int, int]:
        with closing(sqlite3.connect(db.engine.url.database)) as connection:
            both = "SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM journal)"
            return tuple(connection.execute(both).fetchone())

    return count


def test_another_connection_sees_both_at_the_same_moment(office, issue, outside):
    tickets, rows = outside()

    with transaction(office, "test"):
        issue()
        during = outside()

    assert during == (tickets, rows)
    assert outside() == (tickets + 1, rows + 1)


def test_a_failing_transaction_leaves_neither(fail, outside):
    before = outside()

    with pytest.raises(Broken):
        fail()

    assert outside() == before


def test_a_failing_final_flush_leaves_neither(office, happened, outside):
    before = outside()

    def add_half_a_ticket() -> None:
        with transaction(office, "test") as tx:
            tx.record(happened("something"))
            tx.session.add(Ticket())

    with pytest.raises(IntegrityError):
        add_half_a_ticket()

    assert outside() == before


def test_failures_leave_no_gap_in_the_sequence_and_the_journal_continues(issue, fail, entries, verify):
    issue()
    for _ in range(2):
        with pytest.raises(Broken):
            fail()
    issue()

    assert [entry.sequence for entry in entries()] == list(range(1, len(entries()) + 1))
    assert verify()[0] == 0


def test_all_events_of_one_transaction_share_action_time_and_author(office, happened, entries):
    with transaction(office, "person:1") as tx:
        for what in ("one", "two", "three"):
            tx.record(happened(what))

    told = entries()[-3:]
    assert {entry.press for entry in told} == {told[0].sequence}
    assert len({entry.at for entry in told}) == 1
    assert {entry.by for entry in told} == {"person:1"}
    assert [entry.facts for entry in told] == [{"what": "one"}, {"what": "two"}, {"what": "three"}]


def test_a_transaction_inside_another_is_the_same_one(office, happened, entries):
    with transaction(office, "outer") as outer, transaction(office, "inner") as inner:
        inner.record(happened("inside"))

    assert inner is outer
    assert entries()[-1].by == "outer"


def test_one_transaction_locks_one_office(office):
    with transaction(office, "test"), pytest.raises(RuntimeError), transaction(office + 1, "test"):
        pass


def test_an_unknown_office_cannot_be_locked(office, happened):
    with pytest.raises(NotFound), transaction(office + 1, "test") as tx:
        tx.record(happened("never"))

    with transaction(office, "test") as tx:
        assert tx.office_id == office


def test_persian_text_is_stored_unchanged(office, happened, entries):
    with transaction(office, "test") as tx:
        tx.record(happened("میز خدمت ‌۱۳۷"))

    assert entries()[-1].facts["what"] == "میز خدمت ‌۱۳۷"
    assert "میز" in entries()[-1].body
