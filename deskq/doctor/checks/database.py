"""Whether the database answers, can be written, has the tables of this version, and lets all processes connect."""

import os
from collections.abc import Iterator

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from deskq.core.db import pool
from deskq.core.db.availability import first_line
from deskq.core.db.writing import probe
from deskq.core.errors import N_, DomainError
from deskq.core.extensions import db
from deskq.doctor.finding import Finding
from deskq.ops import schema
from deskq.ops.schema import Schema

OF_COMMANDS = 10  #: connections of commands beside the server, such as a backup, and of the administrator
WRITE_SECONDS = 2.0  #: for which another writer may hold it
UNREACHABLE = N_("The database cannot be read: %(reason)s")
SAYS_HOW = {
    "postgresql": N_("Is PostgreSQL running (%(command)s)? Is DESKQ_DATABASE_URL right?"),
    "sqlite": N_("Check the disk and the permissions of the file. If it is lost or damaged: %(command)s"),
}
COMMANDS = {"postgresql": "systemctl status postgresql", "sqlite": "flask restore FILE"}
NOT_WRITABLE = N_("Nothing can be saved in the database: %(reason)s")
FREE_IT = N_("Close the program that uses the database, or check its disk and permissions.")
FITS = N_("It can be read and written, and its tables fit this version.")
TOO_FEW = N_("PostgreSQL allows %(allowed)s connections; %(processes)s server processes may need %(needed)s.")
RAISE = N_("Set max_connections = %(needed)s in postgresql.conf and restart PostgreSQL.")
SCHEMAS = {
    Schema.EMPTY: (N_("It has no tables yet."), N_("Make them: %(command)s")),
    Schema.OLDER: (
        N_("Its tables are older than this version of deskq."),
        N_("Stop the server, run %(command)s, and start the server."),
    ),
    Schema.NEWER: (
        N_("Its tables are newer than this version of deskq."),
        N_("Update deskq, or restore a backup of this version."),
    ),
    Schema.MOVING: (
        N_("It is being filled from a SQLite database, and that was not finished."),
        N_("With the settings of the SQLite database, run %(command)s again."),
    ),
    Schema.FOREIGN: (N_("It contains tables of another program."), N_("Please check DESKQ_DATABASE_URL.")),
}


def check() -> Iterator[Finding]:
    try:
        db.session.execute(text("SELECT 1"))
        found = schema.state()
    except (SQLAlchemyError, DomainError) as error:
        db.session.rollback()
        kind = "postgresql" if db.engine.dialect.name == "postgresql" else "sqlite"
        values = {"reason": _reason(error), "command": COMMANDS[kind]}
        yield Finding("error", UNREACHABLE, values, SAYS_HOW[kind])
        return
    if found is not Schema.CURRENT:
        said, advice = SCHEMAS[found]
        command = schema.MOVE if found is Schema.MOVING else schema.UPGRADE
        yield Finding("error", said, {"command": command}, advice)
        return
    yield from _writable()


def _writable() -> Iterator[Finding]:
    try:
        probe(db.session(), WRITE_SECONDS)
    except (SQLAlchemyError, DomainError) as error:
        db.session.rollback()
        yield Finding("error", NOT_WRITABLE, {"reason": _reason(error)}, FREE_IT)
        return
    too_few = _too_few_connections() if db.engine.dialect.name == "postgresql" else None
    yield too_few or Finding("ok", FITS)


def _too_few_connections() -> Finding | None:
    """A warning where the server allows fewer connections than the processes may open: in a crowded hour actions would
    be refused."""
    options = current_app.config["SQLALCHEMY_ENGINE_OPTIONS"]
    of_one = options["pool_size"] + options["max_overflow"] + pool.BESIDE
    processes = int(os.environ.get("WEB_CONCURRENCY", "1"))
    needed = processes * of_one + OF_COMMANDS
    allowed = int(db.session.execute(text("SHOW max_connections")).scalar_one())
    if allowed >= needed:
        return None
    return Finding("warning", TOO_FEW, {"allowed": allowed, "processes": processes, "needed": needed}, RAISE)


def _reason(error: Exception) -> str:
    """What went wrong, in the words of the database driver."""
    return first_line(error.__cause__ or error).strip().rstrip(".")
