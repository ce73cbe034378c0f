"""Checks of a backup before it replaces anything: made by deskq, of a known version, complete and intact."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from deskq.core.db import journal, journal_check
from deskq.office import queries as office_queries
from deskq.ops.backup import database

TABLES = {"alembic_version", "office", "ticket", "journal", "journal_head"}
FOREIGN = "The database in this backup is not a deskq database."


class InvalidBackup(Exception):
    """The backup must not be used; the message says why."""


def check(copy: Path, migrations: Path) -> bool:
    """Check a SQLite database; returns whether it is older than this deskq. Raises ``InvalidBackup``."""
    version = _version(copy)
    head = _known(version, migrations)
    try:
        with Session(create_engine(f"sqlite:///{copy}", poolclass=NullPool)) as session:
            _check_offices(session)
    except SQLAlchemyError as error:
        raise InvalidBackup(FOREIGN) from error
    return version != head


def check_dump(dump: Path, migrations: Path) -> bool:
    """Check the tables and the version of a PostgreSQL dump; returns whether it is older than this deskq.
    Its journal is verified after the restore."""
    lines = {
        tuple(line.split()[-2:-1]) for line in database.dump_contents(dump).splitlines() if " TABLE public " in line
    }
    if not {(table,) for table in TABLES} <= lines:
        raise InvalidBackup(FOREIGN)
    rows = database.dump_rows(dump, "alembic_version")
    version = rows[0] if rows else ""
    return version != _known(version, migrations)


def check_restored(url: str, migrations: Path) -> None:
    """Check a PostgreSQL database into which a dump was restored."""
    with Session(create_engine(url, poolclass=NullPool)) as session:
        tables = set(inspect(session.connection()).get_table_names())
        if not tables >= TABLES:
            raise InvalidBackup(FOREIGN)
        _known(str(session.scalar(text("SELECT max(version_num) FROM alembic_version")) or ""), migrations)
        _check_offices(session)


def _version(copy: Path) -> str:
    try:
        with closing(sqlite3.connect(copy)) as kept:
            if kept.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise InvalidBackup("The database in this backup is damaged.")
            tables = {name for (name,) in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables >= TABLES:
                raise InvalidBackup(FOREIGN)
            found = kept.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise InvalidBackup("The database in this backup is damaged or not a database.") from error
    return found[0] if found else ""


def _known(version: str, migrations: Path) -> str | None:
    """The newest migration of this deskq, if it knows that of the backup."""
    from alembic.script import ScriptDirectory  # the server does not use it

    scripts = ScriptDirectory(str(migrations))
    if version not in {script.revision for script in scripts.walk_revisions()}:
        raise InvalidBackup(
            f"This backup is from another version of deskq (migration {version or 'none'}): update deskq first."
        )
    return scripts.get_current_head()


def _check_offices(session: Session) -> None:
    offices = office_queries.offices(session)
    if not offices:
        raise InvalidBackup("This backup contains no office.")
    for office in offices:
        _check_journal(session, office)


def _check_journal(session: Session, office: int) -> None:
    if session.get(journal.Head, office) is None:
        raise InvalidBackup(f"The journal of office {office} has no head in this backup.")
    broken = journal_check.first_broken(session, office)
    if broken is not None:
        raise InvalidBackup(
            f"The journal of office {office} in this backup is not intact: row {broken[0]} is {broken[1]}."
        )
