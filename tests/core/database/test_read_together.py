"""Several SELECTs that PostgreSQL answers at once."""

import pytest
from psycopg.pq import PipelineStatus
from sqlalchemy import bindparam, column, select, table, text, update
from sqlalchemy.exc import DBAPIError

from deskq.core.db import journal
from deskq.core.db.fixed import FixedStatement, read_together
from deskq.core.db.postgres import Cursor, KeepingConnection
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Counter
from deskq.queue.screens.lobby.queries import lobby_board
from tests.core.journal.conftest import postgres_office
from tests.queue.test_long_queue import anywhere

__all__ = ["anywhere", "postgres_office"]

COUNTERS = FixedStatement(select(Counter.number).where(Counter.office_id == bindparam("office")).order_by(Counter.id))
FURTHER = FixedStatement(update(Counter).values(number=Counter.number + 500))
WRONG = FixedStatement(select(column("it")).select_from(table("no_such_table")))


def test_each_gives_the_rows_that_it_gives_alone(anywhere):
    connection, values = db.session.connection(), {"office": anywhere, "of no statement": 1}

    together = read_together(connection, values, COUNTERS, journal.POSITIONS, COUNTERS)

    assert together == [one.all(connection, values) for one in (COUNTERS, journal.POSITIONS, COUNTERS)]
    assert len(together[0]) > 1


def test_an_error_is_raised_and_leaves_the_connection_usable(anywhere):
    connection, values = db.session.connection(), {"office": anywhere}
    before = COUNTERS.all(connection, values)

    for _ in range(6):  # psycopg prepares after five
        with pytest.raises(DBAPIError):
            read_together(connection, values, WRONG, COUNTERS)

    assert read_together(connection, values, COUNTERS, COUNTERS) == [before, before]


@pytest.mark.postgres
def test_inside_a_transaction_its_own_rows_are_read(postgres_office):
    connection, values = db.session.connection(), {"office": postgres_office}
    connection.execute(text("UPDATE counter SET number = number + 500"))

    (numbers,) = read_together(connection, values, COUNTERS)

    assert min(numbers) > (500,)


@pytest.mark.postgres
def test_what_was_only_sent_before_is_read(postgres_office):
    with transaction(postgres_office, "test") as tx:
        tx.send(FURTHER, {})
        (numbers, _) = read_together(tx.connection, {"office": postgres_office}, COUNTERS, journal.POSITION)

    assert min(numbers) > (500,)


@pytest.mark.postgres
def test_a_board_that_is_not_in_memory_is_read_with_two_waits(postgres_office, monkeypatch):
    lobby_board(db.session(), postgres_office)  # the configuration is in memory now
    sent, execute, begun, pipeline = [], Cursor.execute, [], KeepingConnection.pipeline

    def noting(cursor, *given, **how):
        sent.append(cursor.connection.info.pipeline_status)
        return execute(cursor, *given, **how)

    monkeypatch.setattr(Cursor, "execute", noting)
    monkeypatch.setattr(KeepingConnection, "pipeline", lambda mine: begun.append(mine) or pipeline(mine))
    lobby_board(db.session(), postgres_office)

    assert sent == [PipelineStatus.OFF] + [PipelineStatus.ON] * 3
    assert len(begun) == 1
