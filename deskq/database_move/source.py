"""The SQLite database that is moved: read in one snapshot, never written, and checked for what PostgreSQL refuses."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, String, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine

from deskq.core.extensions import db
from deskq.database_move.tally import Counter, Report, Row, Tally, counted

WORDS = "message_words"  #: the index of words, a virtual table of SQLite
#: Tables that are made by Alembic and SQLite themselves.
NOT_MOVED = ("alembic_version", "sqlite_")


class CannotMove(Exception):
    """The database cannot be moved; the message says why and what to do."""


class Source:
    """``tables``: those that are moved, parents first."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tables: list[Table] = list(db.metadata.sorted_tables)

    def count(self, table: str) -> int:
        found: int = self._connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        return found

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows as they are stored, always in the same order."""
        columns = ", ".join(f'"{name}"' for name in table.columns.keys())  # noqa: SIM118
        return self._connection.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY {_order(table)}')  # noqa: S608

    def words(self) -> Iterator[tuple[int, str]]:
        """What messages are found by: (id, words separated by spaces)."""
        return self._connection.execute(f"SELECT rowid, words FROM {WORDS} ORDER BY rowid")  # noqa: S608

    def check(self, table: Table, report: Report) -> Tally:
        """Read every row. Raises ``CannotMove`` for one that PostgreSQL would not take, and names it."""
        counter = Counter()
        try:
            self._refuse_unfitting(table)
            for row in counted(self.rows(table), report):
                if "\\x00" in counter.add(row):
                    _refuse_nul(table, row)
        except sqlite3.OperationalError:  # bytes that are no UTF-8
            raise CannotMove(f"{self._not_text(table)}: it is not text in UTF-8. {MEND}") from None
        except sqlite3.DatabaseError as fault:
            raise CannotMove(f"The SQLite database is damaged: {fault}. Restore the last backup first.") from None
        return counter.tally()

    def _refuse_unfitting(self, table: Table) -> None:
        """SQLite takes any value in any column."""
        tests = " ".join(f"WHEN {_unfitting(one)} THEN {at}" for at, one in enumerate(table.columns))
        columns = ", ".join(f'"{name}"' for name in table.columns.keys())  # noqa: SIM118
        asked = f'SELECT CASE {tests} END AS unfitting_column, {columns} FROM "{table.name}"'  # noqa: S608
        found = self._connection.execute(f"{asked} WHERE unfitting_column IS NOT NULL LIMIT 1").fetchone()
        if found is not None:
            kind = str(list(table.columns)[found[0]].type.compile(postgresql.dialect()))  # type: ignore[no-untyped-call]
            raise CannotMove(f"{where(table, found[1:], found[0])}: its value does not fit {kind}. {MEND}")

    def check_references(self) -> None:
        """Raises ``CannotMove`` for a row that refers to one that is not there."""
        found = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if found is not None:
            raise CannotMove(
                f"Table {found[0]}, row {found[1]}: it refers to a row of {found[2]} that is missing. {MEND}"
            )

    def row(self, table: Table, number: int) -> Row:
        """The row with this number, from 1, in the order of ``rows``."""
        return next(row for at, row in enumerate(self.rows(table), 1) if at == number)

    def last_ids(self) -> dict[str, int]:
        """{table: the highest id it ever had}, where SQLite keeps it."""
        kept = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"
        if self._connection.execute(kept).fetchone() is None:
            return {}
        return dict(self._connection.execute("SELECT name, seq FROM sqlite_sequence"))

    def left_behind(self) -> list[str]:
        """Tables that are not of this deskq, and are not moved."""
        known = {table.name for table in self.tables}
        names = [name for (name,) in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [name for name in names if name not in known and not name.startswith((*NOT_MOVED, WORDS))]

    def has_changed(self) -> bool:
        """Whether another program wrote since this snapshot was taken."""
        with closing(_connect(self._path())) as second:
            heads = "SELECT office_id, sequence, hash, catalogue FROM journal_head ORDER BY office_id"
            return bool(second.execute(heads).fetchall() != self._connection.execute(heads).fetchall())

    def _path(self) -> Path:
        return Path(self._connection.execute("PRAGMA database_list").fetchone()[2])

    def _not_text(self, table: Table) -> str:
        self._connection.text_factory = bytes
        try:
            for row in self.rows(table):
                for at, value in enumerate(row):
                    if isinstance(value, bytes) and not _is_utf8(value) and _is_text(table, at):
                        return where(table, row, at)
        finally:
            self._connection.text_factory = str
        return f"Table {table.name}"


MEND = "Nothing was moved. Correct this value in the SQLite database, or delete the row, and run the command again."


def where(table: Table, row: Row, at: int) -> str:
    """Names a value: table, key and column."""
    values = dict(zip(table.columns.keys(), row, strict=True))
    key = ", ".join(f"{one.name} = {_shown(values[one.name])}" for one in table.primary_key.columns)
    return f"Table {table.name}, row {key}, column {list(table.columns)[at].name}"


def _shown(value: Any) -> str:
    return ascii(value.decode(errors="replace") if isinstance(value, bytes) else value)


def _refuse_nul(table: Table, row: Row) -> None:
    """The text of a row may also spell the escape, and bytes may contain 0."""
    for at, value in enumerate(row):
        if isinstance(value, str) and "\x00" in value:
            raise CannotMove(
                f"{where(table, row, at)}: it contains the character NUL, which PostgreSQL refuses. {MEND}"
            )


def _plain(column: Column[Any]) -> TypeEngine[Any]:
    """The type of what is stored."""
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type


def _order(table: Table) -> str:
    if table.dialect_options["sqlite"]["with_rowid"]:
        return "rowid"
    return ", ".join(f'"{column.name}"' for column in table.primary_key.columns)


def _unfitting(column: Column[Any]) -> str:
    """The condition in SQL under which PostgreSQL would not take the value."""
    name, kind = f'"{column.name}"', _plain(column)
    if isinstance(kind, Boolean):
        return f"{name} NOT IN (0, 1)"
    stored = {int: "'integer'", str: "'text'", date: "'text'", bytes: "'blob'", float: "'real'"}
    wrong = f"typeof({name}) NOT IN ({stored[kind.python_type]}, 'null')"
    if isinstance(kind, String) and kind.length is not None:
        return f"({wrong} OR length({name}) > {kind.length})"
    if kind.python_type is int and not isinstance(kind, BigInteger):
        return f"({wrong} OR {name} NOT BETWEEN -2147483648 AND 2147483647)"
    return wrong


def _is_text(table: Table, at: int) -> bool:
    return _plain(list(table.columns)[at]).python_type is not bytes


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


@contextmanager
def snapshot(path: Path) -> Iterator[Source]:
    """The database as it is at this moment, opened for reading only."""
    if not path.is_file():
        raise CannotMove(f"There is no SQLite database at {path}. Please check DESKQ_DATABASE_URL.")
    with closing(_connect(path)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield Source(connection)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=10)
