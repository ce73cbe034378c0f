"""What lies on the disk of a test."""

import sqlite3
from contextlib import closing
from pathlib import Path

from deskq.core.extensions import db


def bytes_of(database_url: str) -> bytes:
    """SQLite's whole file, with everything in it that its log still held."""
    db.session.remove()
    db.engine.dispose()
    file = database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(file).read_bytes()
