"""PostgreSQL: prepared statements are kept, waits are few, and a failure inside a pipeline leaves nothing behind."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from deskq.core import secrets
from deskq.core.db import journal, journal_check, writing
from deskq.core.db.postgres import Cursor, KeepingConnection
from deskq.core.errors import CommitUnconfirmed, DomainError, Unreachable
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.core.journal.conftest import postgres_office

__all__ = ["postgres_office"]
RENAME = "UPDATE office SET name_en = 'Another'"
PREPARED_AFTER = 5  #: executions, of psycopg
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.postgres
USES = text("SELECT statement, generic_plans + custom_plans AS uses FROM pg_prepared_statements")


@pytest.fixture
def take(postgres_office) -> Callable[[], Ticket]:
    return lambda: issue(postgres_office, "test", NewTicket("renewal_levy", secrets.new(), request_key=secrets.new()))


@pytest.fixture
def intact(postgres_office) -> Callable[[], int]:
    """How many tickets there are; the journal is intact."""

    def count() -> int:
        db.session.remove()
        assert journal_check.first_broken(db.session(), postgres_office) is None
        return len(db.session.scalars(select(Ticket.id)).all())

    return count


def read_and_leave() -> None:
    """As a request that reads: its session ends with a rollback."""
    db.session.scalars(select(Counter.id)).all()
    db.session.remove()


class Regretted(DomainError):
    slug = "regretted"


def refuse(office: int) -> None:
    with pytest.raises(Regretted), transaction(office, "test"):
        raise Regretted


def test_every_statement_of_a_press_stays_prepared_although_others_read_and_are_refused(postgres_office, take):
    for _ in range(20):
        take()
        read_and_leave()
        refuse(postgres_office)

    with transaction(postgres_office, "test") as tx:  # on the connection of the writers
        uses = [count for _, count in tx.connection.execute(USES)]
    assert len([count for count in uses if count >= 10]) >= 6


def test_what_would_have_been_prepared_after_an_error_can_be_used_again(postgres_office):
    """The server skips it, and psycopg has counted it as prepared."""
    with closing(db.engine.raw_connection()) as pooled:
        driver = pooled.driver_connection
        driver.begin(writes=True)
        for _ in range(PREPARED_AFTER):
            driver.send("SAVEPOINT here", None)
            driver.send(RENAME, None)
            driver.execute("SELECT 1")
            driver.send("ROLLBACK TO SAVEPOINT here", None)
        driver.send("SAVEPOINT here", None)
        driver.send("SELECT * FROM no_such_table", None)
        driver.send(RENAME, None)
        with pytest.raises(psycopg.errors.UndefinedTable):
            driver.execute("SELECT 1")
        driver.send("ROLLBACK TO SAVEPOINT here", None)

        driver.send(RENAME, None)

        assert driver.execute("SELECT name_en FROM office").fetchone() == ("Another",)
        driver.rollback()


def test_what_is_only_sent_costs_no_wait(postgres_office, take, monkeypatch):
    take()
    waits = []
    for kind, name, is_wait in ((KeepingConnection, "send", False), (Cursor, "execute", True)):
        was = getattr(kind, name)

        def noting(*given, was=was, is_wait=is_wait, **how):
            waits.append(is_wait)
            return was(*given, **how)

        monkeypatch.setattr(kind, name, noting)
    take()

    assert waits == [True, True, False, False, False]  # and one with the commit; BEGIN has none


def status() -> TransactionStatus:
    """Of the session's connection."""
    return db.session.connection().connection.driver_connection.info.transaction_status


def test_reading_waits_for_no_transaction(postgres_office):
    db.session.scalars(select(Counter.id)).all()

    assert status() == TransactionStatus.IDLE


def test_what_writes_or_locks_begins_one_and_its_rollback_ends_it(postgres_office):
    before = db.session.scalars(select(Counter.id)).all()

    for statement in (
        RENAME,
        "SELECT id FROM office FOR UPDATE",
        "SELECT pg_advisory_xact_lock(1)",
        "WITH gone AS (DELETE FROM help_call RETURNING counter_id) SELECT counter_id FROM gone",
    ):
        db.session.execute(text(statement))
        assert status() == TransactionStatus.INTRANS, statement
        db.session.rollback()

        assert status() == TransactionStatus.IDLE, statement
        assert db.session.scalars(select(Counter.id)).all() == before
        assert db.session.execute(text("SELECT name_en FROM office")).scalar_one() != "Another"


def test_rows_are_read_piece_by_piece_inside_one(postgres_office):
    found = db.session.scalars(select(Counter.id).order_by(Counter.id).execution_options(yield_per=1))

    first = next(found)
    assert status() == TransactionStatus.INTRANS
    assert [first, *found] == db.session.scalars(select(Counter.id).order_by(Counter.id)).all()


def issue_one(tx: Transaction) -> None:
    issue(tx.office_id, "test", NewTicket("renewal_levy", secrets.new()))


def send_nonsense(tx: Transaction) -> None:
    """Nobody waits for the answer, which is a refusal."""
    tx.send(journal.INSERT, dict.fromkeys(journal.Entry.__table__.columns.keys()))


def lose_connection(tx: Transaction) -> None:
    end_connection(tx.connection)


def end_connection(connection: Connection) -> None:
    """As when the server is told to shut down."""
    process = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    url = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (process,))


def regret(tx: Transaction) -> None:
    raise Regretted


def press(office: int, *steps: Callable[[Transaction], None]) -> None:
    with transaction(office, "test") as tx:
        for step in steps:
            step(tx)


@pytest.mark.parametrize(
    ("steps", "error"),
    [
        ((issue_one, send_nonsense), DBAPIError),
        ((send_nonsense, issue_one), DBAPIError),
        ((issue_one, send_nonsense, regret), Regretted),
        ((issue_one, lose_connection), CommitUnconfirmed),
        ((issue_one, lose_connection, issue_one), Unreachable),
        ((issue_one, regret), Regretted),
    ],
)
def test_a_press_that_fails_stores_nothing_and_the_next_succeeds(postgres_office, take, intact, steps, error):
    take()
    before = intact()

    with pytest.raises(error):
        press(postgres_office, *steps)

    assert intact() == before
    take()
    assert intact() == before + 1


def test_a_writer_of_no_office_does_not_know_whether_its_commit_came_to_a_lost_server(postgres_office):
    def rename() -> None:
        with writing.writing(db.session()) as connection:
            connection.execute(text(RENAME))
            end_connection(connection)

    with pytest.raises(CommitUnconfirmed):
        rename()


def test_what_was_written_without_a_transaction_of_an_office_is_rolled_back_too(postgres_office):
    db.session.execute(text(RENAME))
    db.session.remove()

    assert db.session.execute(text("SELECT name_en FROM office")).scalar_one() != "Another"


def greenlets(name: str) -> list[str]:
    """What a program of this folder prints that works with greenlets on the database."""
    url = db.engine.url.render_as_string(hide_password=False)
    words = [sys.executable, "-m", "tests.core.postgres_greenlets", name, url]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.stdout, done.stderr
    return done.stdout.split()


def test_a_press_that_is_killed_ends_as_killed_and_stores_nothing(postgres_office):
    assert greenlets("killed") == ["GreenletExit", "1"]
    assert journal_check.first_broken(db.session(), postgres_office) is None


def test_greenlets_wait_for_answers_without_stopping_the_others(postgres_office):
    issued, failed, others_ran = greenlets("lost")
    assert int(issued) + int(failed) == 40  # those whose batch was on the lost connection
    assert 1 <= int(failed) <= 8
    assert others_ran == "True"
    assert journal_check.first_broken(db.session(), postgres_office) is None
