"""When one of several presses in a batch fails, the others are stored; when all fail, each caller gets the error."""

import pytest
from sqlalchemy import event, text

from deskq.core.db import batch
from deskq.core.db.fixed import FixedStatement
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Office
from tests.core.database.batches import codes, is_intact, numbers, take, together
from tests.core.journal.conftest import postgres_office
from tests.queue.test_long_queue import anywhere
from tests.tools.statements import statements

__all__ = ["anywhere", "postgres_office", "take", "together"]
WRONG = FixedStatement(text("UPDATE no_such_table SET name_en = 'Another'"))
OTHER_NAME = FixedStatement(text("UPDATE office SET name_en = 'Another' WHERE id = :office"))


class Regretted(Exception):
    pass


def among(presses, place_in_line, one):
    """The presses with one more at that place."""
    return [*presses[:place_in_line], one, *presses[place_in_line:]]


@pytest.mark.parametrize("place_in_line", [0, 1, 2])
def test_one_that_fails_after_it_wrote_leaves_nothing_and_the_others_stay(together, take, anywhere, place_in_line):
    def regret():
        with transaction(anywhere, "test") as tx:
            take()
            tx.session.get_one(Office, anywhere).name_en = "Another"
            tx.session.flush()
            raise Regretted

    errors = together(*among([take, take], place_in_line, regret))

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

    errors = together(*among([take] * 5, place_in_line, send_what_fails))

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
