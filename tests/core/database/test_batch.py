"""Presses that come together: one commit for all of them, and one that fails takes nothing of the others with it."""

import threading

import pytest
from flask import current_app
from sqlalchemy import event, func, select, text

from deskq.core import secrets
from deskq.core.db import batch, journal_check, writing
from deskq.core.db.fixed import FixedStatement
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.events import OfficeChanged
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.core.journal.conftest import postgres_office
from tests.queue.test_long_queue import anywhere, statements

__all__ = ["anywhere", "postgres_office"]
PATIENCE = 20
WRONG = FixedStatement(text("UPDATE no_such_table SET name_en = 'Another'"))
OTHER_NAME = FixedStatement(text("UPDATE office SET name_en = 'Another' WHERE id = :office"))


class Regretted(Exception):
    pass


@pytest.fixture
def together(anywhere):
    """``together(press, press)``: all wait for the lock before the first begins, in this order. Their errors."""

    def run(*presses):
        errors = [None] * len(presses)
        lock, app = writing._lock(db.engine, anywhere), current_app._get_current_object()

        def work(index, press):
            with app.app_context():
                try:
                    press()
                except Exception as error:
                    errors[index] = type(error)
                finally:
                    db.session.remove()

        with lock:
            threads = [threading.Thread(target=work, args=each) for each in enumerate(presses)]
            for waiting, thread in enumerate(threads, 1):
                thread.start()
                while len(lock._waiting) < waiting:
                    assert thread.is_alive(), errors
                    thread.join(0.001)
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
        db.session.remove()
        return errors

    return run


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


@pytest.fixture
def take(anywhere):
    return lambda: issue(anywhere, "test", NewTicket("renewal_levy", secrets.new()))


def codes():
    return list(db.session.scalars(select(Ticket.code).order_by(Ticket.id)))


def numbers():
    return list(db.session.scalars(select(Ticket.number).order_by(Ticket.id)))


def is_intact(office):
    return journal_check.first_broken(db.session(), office) is None


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


@pytest.mark.parametrize("place_in_line", [0, 1, 2])
def test_one_that_fails_after_it_wrote_leaves_nothing_and_the_others_stay(together, take, anywhere, place_in_line):
    def regret():
        with transaction(anywhere, "test") as tx:
            take()
            tx.session.get_one(Office, anywhere).name_en = "Another"
            tx.session.flush()
            raise Regretted

    presses = [take, take]
    presses.insert(place_in_line, regret)

    errors = together(*presses)

    assert errors[place_in_line] is Regretted
    assert errors.count(None) == 2
    assert numbers() == [numbers()[0], numbers()[0] + 1]
    assert db.session.get_one(Office, anywhere).name_en != "Another"
    assert is_intact(anywhere)
    take()
    assert len(set(codes())) == 3


@pytest.mark.parametrize("wrote_before", [True, False])
def test_one_whose_statement_the_database_refuses_does_not_take_the_others_with_it(
    together, take, anywhere, wrote_before
):
    def break_off():
        with transaction(anywhere, "test") as tx:
            if wrote_before:
                take()
            tx.connection.execute(text("SELECT * FROM no_such_table"))

    errors = together(take, break_off, take)

    assert errors[0] is errors[2] is None
    assert errors[1] is not None
    assert len(codes()) == 2
    assert is_intact(anywhere)


@pytest.mark.postgres
@pytest.mark.parametrize("anywhere", ["postgresql"], indirect=True)
@pytest.mark.parametrize("place_in_line", [0, 1, 2])
def test_a_statement_that_fails_together_with_the_next_press_is_told_to_all_before(
    together, take, anywhere, place_in_line
):
    """PostgreSQL is sent the last statements of a press together with the first of the next."""

    def send_what_fails():
        with transaction(anywhere, "test") as tx:
            WRONG.send(tx.connection, {})

    presses = [take, take, take, take, take]
    presses.insert(place_in_line, send_what_fails)

    errors = together(*presses)

    assert [error is None for error in errors] == [False] * (place_in_line + 2) + [True] * (4 - place_in_line)
    assert len(codes()) == errors.count(None)
    assert is_intact(anywhere)
    take()
    assert numbers()[-1] == numbers()[0] + errors.count(None)


def test_one_that_is_refused_is_undone_while_somebody_listens_to_every_statement(together, take, anywhere):
    """Then none of them waits to be sent with others."""

    def refuse():
        with transaction(anywhere, "test"):
            take()
            raise Regretted

    with statements():
        assert together(take, refuse, take) == [None, Regretted, None]

    assert len(codes()) == 2
    assert is_intact(anywhere)


def test_one_that_is_refused_before_it_reads_leaves_nothing(together, take, anywhere):
    def refuse():
        with transaction(anywhere, "test") as tx:
            OTHER_NAME.send(tx.connection, {"office": anywhere})
            raise Regretted

    assert together(take, refuse, take) == [None, Regretted, None]

    assert db.session.get_one(Office, anywhere).name_en != "Another"
    assert len(codes()) == 2
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


def test_when_the_commit_fails_nobody_is_told_that_it_worked(together, take, anywhere):
    take()
    before = codes()

    def fail(connection):
        if connection.get_execution_options().get("deskq_writes"):
            raise Regretted

    event.listen(db.engine, "commit", fail)
    try:
        errors = together(take, take, take)
    finally:
        event.remove(db.engine, "commit", fail)

    assert errors == [Regretted] * 3
    assert codes() == before
    take()  # what is kept in memory of the three is forgotten
    assert numbers()[-1] == numbers()[0] + 1
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


def test_the_lock_is_free_after_a_commit_that_was_broken_off(take, anywhere, monkeypatch):
    """As when the greenlet of a press is killed while it waits for PostgreSQL."""

    def break_off(self):
        self._end()
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(batch.Batch, "commit", break_off)
        with pytest.raises(KeyboardInterrupt):
            take()

    db.session.remove()
    take()
    assert len(codes()) == 1


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
