"""Database engine: serial writing transactions, pragmas of SQLite, and a column type for exact times.

SQLite: the driver would begin transactions too late, so it is told not to (isolation_level None) and every writing
transaction begins with BEGIN IMMEDIATE. ``group_commit`` waits until a commit is on the disk.
"""

import os
import threading
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, event
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
WRITES = "deskq_writes"


class FairLock:
    """A lock that serves its waiters first in, first out. An ordinary lock lets newcomers pass those who wait;
    under load some requests would starve."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            place = threading.Lock()
            place.acquire()
            self._waiting.append(place)
        try:
            place.acquire()
        except BaseException:
            self._give_up(place)
            raise

    def _give_up(self, place: threading.Lock) -> None:
        """Killed while waiting: leave the queue, or release the lock if it was granted in the same moment."""
        with self._guard:
            if place in self._waiting:
                self._waiting.remove(place)
                return
        self.__exit__()

    def __exit__(self, *error: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


#: One writer at a time in this process: greenlets wait here cooperatively instead of polling SQLite's own lock.
write_lock = FairLock()


class UtcMicroseconds(TypeDecorator[datetime]):
    """An aware datetime, stored as whole microseconds since 1970 UTC: exact and the same in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


def prepare(engine: Engine) -> None:
    """Register the event listeners of this module on an engine, once."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", partial(_make_private, Path(engine.url.database or "")))
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _make_private(file: Path, *connecting: Any) -> None:
    """Readable by their owner only, whatever the umask is: SQLite gives the WAL the mode of the database. A file that
    exists is not opened here: closing it would release the locks that SQLite has on it."""
    with suppress(OSError):  # it exists, or SQLite says itself what is wrong with the folder
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):  # it is not there, or belongs to somebody else
            path = Path(f"{file}{ending}")
            if path.stat().st_mode & 0o077:
                path.chmod(0o600)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "cache_size=-8000",
        "secure_delete=ON",  # overwrites deleted content with zeros
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
