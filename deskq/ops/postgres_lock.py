"""Who serves a PostgreSQL database: each server process holds a shared advisory lock on a connection of its own.

A command that needs the server stopped holds the exclusive lock while it works. PostgreSQL releases either with its
connection, however the process ends. Locks belong to one database: a backup is tried in another one meanwhile.

The list of connections (pg_stat_activity) would not do: a server that starts in the middle of a restore would not be
noticed, and one that is idle may have no connection. A pooler in session mode keeps the lock; others are refused.

When PostgreSQL restarts, the lock is lost with the connection. It is taken again within half a second; a process that
finds the database closed then ends. A restore looks once more whether it has its own before it replaces anything.
"""

import logging
import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep
from typing import Any

import psycopg
from sqlalchemy import make_url

from deskq.core.db.engine import KEEPALIVE

log = logging.getLogger(__name__)
LOCK = 0x6465736B715F7376  #: advisory lock of those who serve a database, "deskq_sv"
PAUSE = 0.5  #: seconds between two attempts to take a lost lock again
CLOSED = "A backup is being restored into this database, or it is being filled by a move. Start the server after that."
#: A connection that is cut without a word is noticed within two minutes; by PostgreSQL too (``engine.KEEPALIVE``).
SETTINGS: dict[str, Any] = {
    "connect_timeout": 10, "keepalives_idle": 60, "keepalives_interval": 15, "keepalives_count": 4,
}  # fmt: skip
Connection = psycopg.Connection[Any]


class Closed(Exception):
    """Another has the exclusive lock."""


def refuse_closed(database_url: str) -> None:
    """Exits with a sentence while the database is closed. An unreachable database is the concern of others."""
    connection = _taken_at_start(database_url)
    if connection is not None:
        connection.close()


def hold(database_url: str) -> None:
    """For this process, until it ends. Exits with a sentence while the database is closed."""
    if not is_postgres(database_url):
        return
    connection = _taken_at_start(database_url)
    Thread(target=_keep, args=(database_url, connection), name="serving lock", daemon=True).start()


@contextmanager
def exclusive(database_url: str) -> Iterator[Callable[[], bool]]:
    """What is given asks whether nobody serves the database, again whenever it is called: while it is so, nobody begins
    to in this block. Raises ``psycopg.Error``."""
    connection = _connect(database_url)
    try:
        yield lambda: try_exclusive(connection)
    finally:
        connection.close()


def try_exclusive(connection: Connection) -> bool:
    """Take the exclusive lock on a connection, if nobody serves the database."""
    return _is_taken(connection, "pg_try_advisory_lock")


def is_postgres(database_url: str) -> bool:
    return make_url(database_url).get_backend_name() == "postgresql"


def _taken_at_start(database_url: str) -> Connection | None:
    if not is_postgres(database_url):
        return None
    try:
        return _take(database_url)
    except Closed:
        raise SystemExit(CLOSED) from None


def _take(database_url: str) -> Connection | None:
    """A connection with the shared lock; None if the database does not answer."""
    try:
        connection = _connect(database_url)
    except psycopg.Error:
        return None
    try:
        if _is_taken(connection, "pg_try_advisory_lock_shared"):
            return connection
    except psycopg.Error:
        connection.close()
        return None
    connection.close()
    raise Closed


def _keep(database_url: str, connection: Connection | None) -> None:
    try:
        while True:
            if connection is not None:
                _wait_until_lost(connection)
            sleep(PAUSE)
            connection = _take(database_url)
    except Closed:
        log.critical(CLOSED)
        os.kill(os.getpid(), signal.SIGTERM)


def _wait_until_lost(connection: Connection) -> None:
    """PostgreSQL sends nothing on it but notices, and its end."""
    try:
        while True:
            waiting = select.poll()
            waiting.register(connection.fileno(), select.POLLIN)
            waiting.poll()
            connection.execute("SELECT 1")
    except (psycopg.Error, OSError):
        connection.close()


def _connect(database_url: str) -> Connection:
    address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    made = psycopg.connect(address, autocommit=True, application_name="deskq lock", **SETTINGS)
    made.execute(KEEPALIVE)
    return made


def _is_taken(connection: Connection, function: str) -> bool:
    found = connection.execute(f"SELECT {function}(%s)".encode(), (LOCK,)).fetchone()
    assert found is not None
    return bool(found[0])
