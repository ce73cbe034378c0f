"""What both databases need to be right: durable, serial writing transactions and exact times.

SQLite: the driver opens transactions too late by itself, so it is told not to (isolation_level None) and every writing
transaction begins with BEGIN IMMEDIATE. An answer means that it is on the disk: durable.py waits for that.
"""

import threading
from collections import deque
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Dialect, Engine, event
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
WRITES = "deskq_writes"


class FairLock:
    """A lock that is handed on in the order of asking. An ordinary one lets whoever comes first after a release pass
    those who wait, and under load some presses would wait for ever so long."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            turn.acquire()
        except BaseException:
            self._give_up(turn)
            raise

    def _give_up(self, turn: threading.Lock) -> None:
        """Stopped while waiting: leave the queue, or hand on the turn that came in the same moment."""
        with self._guard:
            if turn in self._waiting:
                self._waiting.remove(turn)
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
    """An aware datetime, stored as whole microseconds since 1970 UTC: exact and alike in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


def prepare(engine: Engine) -> None:
    """Bind the rules of this module to an engine, once."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "cache_size=-8000",
        "secure_delete=ON",  # overwrites what it deletes or moves, in place of only forgetting it
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
