"""Errors of the database, by SQLite's result code or PostgreSQL's SQLSTATE: locked, read-only, damaged, or stopped.

Each becomes a sentence and an outage of the part "database". Waiting for a lock does not stop the greenlets of the
server, as SQLite's own waiting would.
"""

import sqlite3
from collections.abc import Callable
from time import monotonic, sleep

from sqlalchemy import ExceptionContext
from sqlalchemy.exc import OperationalError

from deskq.core import outages
from deskq.core.errors import N_, Busy, Damaged, DomainError, ReadOnly, Unavailable, Unreachable
from deskq.core.outages import Outage

PART = "database"
PATIENCE = 10.0  #: seconds that an action waits for the database, in all
TOLD_AFTER = 1.0  #: seconds of waiting after which screens say so
LONGEST_PAUSE = 0.05

LOCKED = Outage("locked", N_("Another program has locked the database. Actions wait until it is free again."))
READ_ONLY = Outage(
    "read-only", N_("The database is read-only: nothing can be saved. Check the disk and the permissions of its file.")
)
MISSING = Outage("missing", N_("The file of the database cannot be opened. Stop the server and put it back."))
UNREACHABLE = Outage(
    "unreachable", N_("The database server does not respond. Please check that PostgreSQL is running.")
)
DAMAGED = Outage("damaged", N_("The database is damaged. Stop the server and restore the last backup."))

#: {primary result code or SQLSTATE: (what the person is told, what the panel is told)}
FAULTS: dict[int | str | None, tuple[type[DomainError], Outage]] = {
    sqlite3.SQLITE_BUSY: (Busy, LOCKED),
    sqlite3.SQLITE_READONLY: (ReadOnly, READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (Unavailable, MISSING),
    sqlite3.SQLITE_CORRUPT: (Damaged, DAMAGED),
    sqlite3.SQLITE_NOTADB: (Damaged, DAMAGED),
    "55P03": (Busy, LOCKED),  # lock_not_available
    "25006": (ReadOnly, READ_ONLY),  # read_only_sql_transaction
    "57P01": (Unreachable, UNREACHABLE),  # admin_shutdown
    "57P02": (Unreachable, UNREACHABLE),  # crash_shutdown
    "57P03": (Unreachable, UNREACHABLE),  # cannot_connect_now: it is starting
    "XX001": (Damaged, DAMAGED),  # data_corrupted
    "XX002": (Damaged, DAMAGED),  # index_corrupted
}


def until_free(attempt: Callable[[], object], end: float) -> None:
    """Repeat an attempt while another process has the lock; ``Busy`` from ``end`` (monotonic) on."""
    began, pause = monotonic(), 0.001
    while True:
        try:
            attempt()
        except sqlite3.OperationalError as error:
            if code(error) != sqlite3.SQLITE_BUSY:
                raise
            now = monotonic()
            if now - began >= TOLD_AFTER:
                outages.report(PART, LOCKED)
            if now >= end:
                raise Busy from error
        else:
            return
        sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def code(error: BaseException) -> int | str | None:
    """SQLite's primary result code, or the SQLSTATE of PostgreSQL, of an error of the driver."""
    extended: int | None = getattr(error, "sqlite_errorcode", None)
    return getattr(error, "sqlstate", None) if extended is None else extended & 0xFF


def translate(context: ExceptionContext) -> None:
    """Raises what a person can be told in place of the driver's error (a listener of SQLAlchemy's ``handle_error``)."""
    error = context.original_exception
    found = FAULTS.get(code(error))
    if found is None and _connection_failed(context):
        found = Unreachable, UNREACHABLE
    if found is not None:
        refusal, outage = found
        outages.report(PART, outage)
        raise refusal from error


def _connection_failed(context: ExceptionContext) -> bool:
    """Whether the database server cannot be reached, or a connection to it broke. Only servers: SQLite has codes."""
    if not isinstance(context.sqlalchemy_exception, OperationalError):
        return False
    state = code(context.original_exception)
    return context.is_disconnect or state is None or str(state).startswith("08")


def write_worked() -> None:
    """The database takes what is written. A damaged page is not mended by that."""
    if outages.states().get(PART) in (LOCKED.slug, READ_ONLY.slug, MISSING.slug, UNREACHABLE.slug):
        outages.report(PART, None)
