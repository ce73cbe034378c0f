"""A temporary PostgreSQL database, dropped afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

#: Where a server may be that lets us in; DESKQ_TEST_POSTGRES names another, without a database.
SERVER = os.environ.get("DESKQ_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432").rstrip("/")

#: Set for the processes of a run that has a server of its own, which ends with it (``tests/tools/postgres_of_run.py``).
OF_RUN = "DESKQ_TEST_POSTGRES_OF_RUN"


def is_available() -> bool:
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=2).close()
    except psycopg.Error:
        return False
    return True


@contextmanager
def database(copy_of: str = "template1") -> Iterator[str]:
    """The SQLAlchemy address of a new database: empty, or a copy of another to which nobody is connected. It may forget
    the last commits in a power cut, which no test makes; it does not wait for the disk."""
    url = create(copy_of)
    name = url.rpartition("/")[2]
    try:
        yield url
    finally:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def create(copy_of: str = "template1") -> str:
    """The same, which somebody else drops."""
    name, original = f"deskq_test_{os.getpid()}_{secrets.token_hex(4)}", copy_of.rpartition("/")[2]
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return f"postgresql+psycopg{SERVER.removeprefix('postgresql')}/{name}"
