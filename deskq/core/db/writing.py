"""Writing transactions: what was read is given back first, then the writer gets a connection that is kept for it.

SQLite has one writer in this process, who waits cooperatively for those of other processes. PostgreSQL locks by office;
two writers of an office are on their way to it, so that it never waits for us, and the others wait here, without a
connection.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from flask import has_app_context
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from deskq.core.db import faults, pool
from deskq.core.db.engine import DEADLINE, WRITES
from deskq.core.db.fair_lock import FairLock
from deskq.core.errors import Busy
from deskq.core.extensions import db

ON_THEIR_WAY = 2
OPEN = "deskq_writing"

#: One writer at a time in this process: greenlets wait here, first in, first out.
write_lock = FairLock()
#: Writes no row, but is refused like any writing; BEGIN IMMEDIATE is not where SQLite may not write the file.
NOTHING = "UPDATE journal_head SET sequence = sequence WHERE office_id < 0"
_office_locks: dict[tuple[str, int], FairLock] = {}
_commits = [0]


@contextmanager
def writing(session: Session, office_id: int = 0, patience: float | None = None) -> Iterator[Connection]:
    """A writing transaction, committed at the end of the block. ``Busy`` when it cannot begin within ``patience``
    seconds (else ``faults.PATIENCE``). Nothing read before is used: rows are read anew."""
    session.commit()
    session.expire_all()
    patience = faults.PATIENCE if patience is None else patience
    end = monotonic() + patience
    lock = _lock(session.get_bind(), office_id)  # type: ignore[arg-type]
    if not lock.acquire(patience):
        raise Busy
    try:
        with _rolled_back_on_error(session):
            with pool.beside_readers():
                connection = session.connection(execution_options={WRITES: True, DEADLINE: end})
            yield connection
            session.commit()
    finally:
        lock.release()
    _commits[0] += 1
    faults.write_worked()


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


def _lock(engine: Engine, office_id: int) -> FairLock:
    if engine.dialect.name == "sqlite":
        return write_lock
    return _office_locks.setdefault((str(engine.url), office_id), FairLock(ON_THEIR_WAY))


def commits() -> int:
    """How many writing transactions this process has committed."""
    return _commits[0]


def end_reading() -> None:
    """Give the connection of what was read back: nobody may hold one while they wait for a disk, a thread, a lock or a
    client. Does nothing inside a writing transaction; rows read before may be used on."""
    if has_app_context() and OPEN not in db.session().info:
        db.session.commit()


def probe(session: Session, patience: float) -> None:
    """Find out whether the database can be written, without changing a row. What it refuses becomes an outage."""
    with writing(session, patience=patience) as connection:
        connection.exec_driver_sql(NOTHING)
