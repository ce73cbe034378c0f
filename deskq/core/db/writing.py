"""Writing transactions. The connection for reading is returned first, then the writer gets a reserved connection.

SQLite has one writer in this process, which waits cooperatively for writers of other processes. PostgreSQL locks by
office: the writers of an office wait here without a connection, and proceed in batches. Writers without an office do
not wait for each other.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic

import gevent
from flask import has_app_context
from gevent import monkey
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from deskq.core.db import faults, pool
from deskq.core.db.batch import BatchLock
from deskq.core.db.engine import DEADLINE, WRITES
from deskq.core.db.fair_lock import FairLock
from deskq.core.db.journal import LockedHead
from deskq.core.db.session import SHARED
from deskq.core.errors import Busy, CommitUnconfirmed, Unreachable
from deskq.core.extensions import db

OF_NO_OFFICE = 2  #: writers at a time
OPEN = "deskq_writing"

#: One writer at a time in this process: greenlets wait here, first in, first out.
write_lock = BatchLock()
#: Writes no row, but is refused like any writing; BEGIN IMMEDIATE is not where SQLite may not write the file.
NOTHING = "UPDATE journal_head SET sequence = sequence WHERE office_id < 0"
_office_locks: dict[tuple[str, int], BatchLock] = {}
_locks_of_no_office: dict[str, FairLock] = {}
_commits = [0]


@contextmanager
def writing(session: Session, patience: float | None = None) -> Iterator[Connection]:
    """A writing transaction without an office, committed at the end of the block. Raises ``Busy`` if it cannot begin
    within ``patience`` seconds (default ``faults.PATIENCE``). Rows read earlier are read again."""
    engine, end = _begin(session, patience)
    is_sqlite = engine.dialect.name == "sqlite"
    lock = write_lock if is_sqlite else _locks_of_no_office.setdefault(str(engine.url), FairLock(OF_NO_OFFICE))
    with _held(lock, end):
        if is_sqlite:
            write_lock.settle()
        with _rolled_back_on_error(session):
            with pool.beside_readers():
                connection = session.connection(execution_options={WRITES: True, DEADLINE: end})
            yield connection
            session.flush()
            try:
                session.commit()
            except Unreachable as error:  # before it answered the server may have committed
                raise CommitUnconfirmed from error
    _commits[0] += 1
    faults.write_worked()


def alone(connection: Connection, what: str) -> None:
    """Inside ``writing``: two transactions with the same ``what``, also of different processes, never run at the same
    time. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


@contextmanager
def in_office(session: Session, office_id: int) -> Iterator[tuple[Connection, LockedHead]]:
    """A writing transaction of an office, possibly part of a batch. It is committed after the block. The journal head
    of the office is locked, for appending. Otherwise as ``writing``."""
    engine, end = _begin(session, None)
    lock = _lock(engine, office_id)
    with _held(lock, end):
        batch = lock.join(office_id, partial(_connect, engine, end))
        with batch.action() as head, _sharing(session, batch.connection):
            yield batch.connection, head
    batch.wait()
    _commits[0] += 1


def _begin(session: Session, patience: float | None) -> tuple[Engine, float]:
    """The engine, and the time until which the transaction must have begun."""
    if session.in_transaction():
        session.commit()
    session.expire_all()
    engine: Engine = session.get_bind()  # type: ignore[assignment]
    return engine, monotonic() + (faults.PATIENCE if patience is None else patience)


@contextmanager
def _held(lock: FairLock, end: float) -> Iterator[None]:
    if not lock.acquire(max(end - monotonic(), 0)):
        raise Busy
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _sharing(session: Session, connection: Connection) -> Iterator[None]:
    """The session uses the connection of a batch."""
    session.info[SHARED] = connection
    try:
        with _rolled_back_on_error(session):
            yield
            if session.in_transaction() or session.new or session.dirty or session.deleted:
                session.commit()
    finally:
        del session.info[SHARED]


@contextmanager
def _rolled_back_on_error(session: Session) -> Iterator[None]:
    session.info[OPEN] = True
    try:
        yield
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.info[OPEN]


def _connect(engine: Engine, end: float) -> Connection:
    """A connection on which a writing transaction has begun."""
    _let_others_come(engine)
    with pool.beside_readers():
        connection = engine.connect().execution_options(**{WRITES: True, DEADLINE: end})
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
    return connection


def _lock(engine: Engine, office_id: int) -> BatchLock:
    if engine.dialect.name == "sqlite":
        return write_lock
    return _office_locks.setdefault((str(engine.url), office_id), BatchLock())


def _let_others_come(engine: Engine) -> None:
    """Let other greenlets come to the lock first. SQLite never waits, so otherwise actions would not form batches."""
    if engine.dialect.name == "sqlite" and monkey.is_module_patched("threading"):
        gevent.sleep(0)


def commits() -> int:
    """How many writing transactions of this process were committed."""
    return _commits[0]


def end_reading() -> None:
    """Give the connection of what was read back: nobody may hold one while they wait for a disk, a thread, a lock or a
    client. Does nothing inside a writing transaction; rows read before may be used on."""
    if has_app_context() and OPEN not in (session := db.session()).info and session.in_transaction():
        session.commit()


def probe(session: Session, patience: float) -> None:
    """Find out whether the database can be written, without changing a row. What it refuses becomes an outage."""
    with writing(session, patience=patience) as connection:
        connection.exec_driver_sql(NOTHING)
