"""Content of the restored database: every encrypted field decrypted, and a digest of every column as stored."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.golden.published import sealed_columns

#: {table: without the rows that a migration adds}
ADDED = {"journal": "WHERE kind <> 'journal.sealed'"}


def digest(*values: object) -> str:
    """16 hexadecimal digits of SHA-256."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def opened(session: Session) -> dict[str, dict[str, str]]:
    """{table.column: {primary key: digest of the text}} of every sealed field that is neither empty nor None."""
    found: dict[str, dict[str, str]] = {}
    for column in sealed_columns():
        keys = list(column.table.primary_key)
        rows = session.execute(select(*keys, column).order_by(*keys))
        texts = {"/".join(map(str, row[:-1])): digest(str(row[-1])) for row in rows if row[-1]}
        found[f"{column.table.name}.{column.name}"] = texts
    return found


def columns(file: Path, names: dict[str, list[str]]) -> dict[str, dict[str, str]]:
    """{table: {column: digest of all its values in the order of the rows}}, read without deskq."""
    with closing(sqlite3.connect(file)) as connection:
        found = {}
        for table, wanted in names.items():
            order = ", ".join(map(str, range(1, len(wanted) + 1)))
            there = f'"{table}" {ADDED.get(table, "")}'
            rows = connection.execute(f"SELECT {_quoted(wanted)} FROM {there} ORDER BY {order}").fetchall()
            values = zip(*rows, strict=True) if rows else [()] * len(wanted)
            found[table] = {name: digest(*of_column) for name, of_column in zip(wanted, values, strict=True)}
    return found


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
