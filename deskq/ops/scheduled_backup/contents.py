"""What a database contains: the rows of each table and the end of each journal. Kept with a backup, and compared after
it was restored."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

HEADS = text("SELECT office_id, sequence, hash FROM journal_head ORDER BY office_id")


def of(connection: Connection) -> dict[str, Any]:
    """{"rows": {table: number}, "heads": {office: [sequence, hash]}}"""
    own = sorted(name for name in inspect(connection).get_table_names() if not name.startswith("sqlite_"))
    rows = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() for name in own}  # noqa: S608
    heads = {str(office): [sequence, digest] for office, sequence, digest in connection.execute(HEADS)}
    return {"rows": rows, "heads": heads}


def of_file(copy: Path) -> dict[str, Any]:
    """``of`` the database in a SQLite file."""
    return of_url(f"sqlite:///{copy}")


def of_url(url: str) -> dict[str, Any]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return of(connection)


def kept(folder: Path, manifest: str) -> dict[str, Any]:
    """What was noted in an unpacked backup; empty in one of PostgreSQL from before there was a trial."""
    found: dict[str, Any] = json.loads((folder / manifest).read_text(encoding="utf-8"))
    return found
