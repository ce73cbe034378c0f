"""Database engine: how transactions begin, pragmas of SQLite, and a column type for exact times.

SQLite: the driver would begin transactions too late, so it is told not to (isolation_level None) and every writing
transaction begins with BEGIN IMMEDIATE (see ``writing``). ``group_commit`` waits until a commit is on the disk.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from gevent import monkey
from sqlalchemy import BigInteger, Connection, Dialect, Engine, event
from sqlalchemy.types import TypeDecorator

from deskq.core.db import faults

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000  #: in microseconds, the unit of stored times and durations
WRITES = "deskq_writes"  #: execution option: the transaction will write
#: KB of the database that each connection has in memory, once it has read them. A server keeps up to 28 connections
#: open; the system has the file in memory anyway.
PAGE_CACHE = 2_000
#: Has PostgreSQL look every minute whether the client of a quiet connection is there.
KEEPALIVE = "SET tcp_keepalives_idle = 60; SET tcp_keepalives_interval = 15; SET tcp_keepalives_count = 4"
DEADLINE = "deskq_deadline"  #: execution option: monotonic time until which its beginning may wait

SNAPSHOT = "SELECT 1 FROM sqlite_master LIMIT 1"


class UtcMicroseconds(TypeDecorator[datetime]):
    """An aware datetime, stored as whole microseconds since 1970 UTC: exact and the same in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int | None], datetime | None]:
        """Overridden, and not ``process_result_value``, which SQLAlchemy calls through one more function: rows of
        tickets have ten such columns."""
        return _from_microseconds


def _from_microseconds(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + timedelta(microseconds=value)


def prepare(engine: Engine) -> None:
    """Register the event listeners of this module on an engine, once."""
    event.listen(engine, "handle_error", faults.translate)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _OnlyOnceCreated())
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        from deskq.core.db import postgres  # psycopg takes memory that SQLite does not need

        event.listen(engine, "do_connect", postgres.connect)
        event.listen(engine, "connect", _set_up_postgres)
        event.listen(engine, "begin", _begin_postgres)


class _OnlyOnceCreated:
    """Only the first connection may create the file. Where it was moved away under a server, a later one would make an
    empty database in its place."""

    def __init__(self) -> None:
        self._exists = False

    def __call__(self, dialect: Dialect, record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
        _make_private(Path(arguments[0]), create=not self._exists)
        if self._exists:
            arguments[0], options["uri"] = existing(arguments[0]), True
        self._exists = True


def existing(file: str) -> str:
    """The URI by which SQLite opens a database file, and makes no empty one in the place of one that was moved away."""
    return f"{Path(file).absolute().as_uri()}?mode=rw"


def busy_timeout() -> float:
    """Seconds that SQLite itself waits for a lock of another process. It would stop every greenlet of a server, so
    there the waiting is ours (``faults.until_free``)."""
    return 0.0 if monkey.is_module_patched("threading") else faults.PATIENCE


def checkpoint_pages() -> int:
    """Pages of the write-ahead log at which a commit moves it into the database. In a server ``checkpoint`` does so
    much earlier, in a thread."""
    return 50_000 if monkey.is_module_patched("threading") else 1_000


def _make_private(file: Path, create: bool) -> None:
    """Readable by their owner only, whatever the umask is: SQLite gives the WAL the mode of the database. A file that
    exists is not opened here: closing it would release the locks that SQLite has on it."""
    with suppress(OSError):  # it exists, or SQLite says itself what is wrong with the folder
        if create:
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # it is not there, or belongs to somebody else
            path = Path(f"{file}{ending}")
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={busy_timeout() * 1000:.0f}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"cache_size=-{PAGE_CACHE}",
        "secure_delete=ON",  # overwrites deleted content with zeros
        f"wal_autocheckpoint={checkpoint_pages()}",
    ):
        _patiently(connection, f"PRAGMA {pragma}", monotonic() + faults.PATIENCE)


def _set_up_postgres(connection: Any, record: Any) -> None:
    """Nobody waits longer for a lock that another program holds, such as a psql that was left open. PostgreSQL notices
    within two minutes that a client is gone without a word, and releases what it held."""
    connection.execute(f"SET lock_timeout = '{faults.PATIENCE * 1000:.0f}ms'; {KEEPALIVE}")
    connection.commit()


def _begin_postgres(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        driver: Any = connection.connection.driver_connection
        driver.begin(writes=options.get(WRITES, False))


def _begin_sqlite(connection: Connection) -> None:
    """With its snapshot, so that no later read meets a lock. By the driver: SQLAlchemy takes ten times as long."""
    options = connection.get_execution_options()
    end = options.get(DEADLINE) or monotonic() + faults.PATIENCE
    driver: Any = connection.connection.dbapi_connection
    begin = "BEGIN IMMEDIATE" if options.get(WRITES, False) else "BEGIN"
    with _waiting_until(driver, options.get(DEADLINE)):
        try:
            _patiently(driver, begin, end)
            if begin == "BEGIN":
                _patiently(driver, SNAPSHOT, end)
        except sqlite3.Error:  # once more, to be raised as an error of SQLAlchemy
            connection.exec_driver_sql(SNAPSHOT if driver.in_transaction else begin)


@contextmanager
def _waiting_until(driver: Any, deadline: float | None) -> Iterator[None]:
    """SQLite itself waits no longer than somebody who has set a deadline."""
    if deadline is None or not busy_timeout():
        yield
        return
    driver.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={busy_timeout() * 1000:.0f}")


def _patiently(driver: Any, statement: str, end: float) -> None:
    faults.until_free(lambda: driver.execute(statement).fetchone(), end)
