"""Copies a PostgreSQL database together with what it contains, and restores a copy into an empty database of the same
server, made for this and dropped afterwards."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from deskq.ops.backup import database, verify
from deskq.ops.scheduled_backup import contents
from deskq.ops.scheduled_backup.files import Fault


def copy(url: str, target: Path) -> dict[str, Any]:
    """Dump the database; returns what it contained at the same moment."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        database.copy(engine, target, snapshot)
        return contents.of(connection)


def restore(url: str, dump: Path, migrations: Path) -> dict[str, Any]:
    """Restore the dump and check it; returns what it contains. Raises ``InvalidBackup`` or ``Failed``."""
    with _empty_database(url) as place:
        database.restore_dump(create_engine(place, poolclass=NullPool), dump)
        shown = place.render_as_string(hide_password=False)
        verify.check_restored(shown, migrations)
        return contents.of_url(shown)


@contextmanager
def _empty_database(url: str) -> Iterator[URL]:
    """One that a killed run left is dropped first: its name follows from that of the office's database."""
    engine = create_engine(url, poolclass=NullPool)
    name = f"deskq_trial_{hashlib.sha256(str(engine.url.database).encode()).hexdigest()[:12]}"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.exec_driver_sql(drop)
            connection.exec_driver_sql(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        except ProgrammingError as error:
            if isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
                raise Fault("drill-no-right", command=f'ALTER ROLE "{engine.url.username}" CREATEDB') from error
            raise
        try:
            yield engine.url.set(database=name)
        finally:
            connection.exec_driver_sql(drop)
