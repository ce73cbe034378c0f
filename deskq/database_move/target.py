"""The PostgreSQL database that receives the rows: examined before, filled by COPY, read back afterwards."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Date, Table, make_url
from sqlalchemy.dialects import postgresql

from deskq.database_move.source import WORDS, CannotMove
from deskq.database_move.tally import Report, Row, Tally
from deskq.ops import postgres_lock, schema
from deskq.ops.schema import UNFINISHED_MOVE

LOCK = 0x6465736B715F6D76  #: advisory lock of a move, "deskq_mv"
MARK = sql.Identifier(UNFINISHED_MOVE)
ANEW = "Drop the new database, make an empty one, and begin the move anew. The SQLite database is unchanged."
FOREIGN = (
    "Table {} in the new database has other rows than the move has put there: somebody used it before the move was "
    "finished. " + ANEW
)
LINE = re.compile(r"COPY \w+, line (\d+)(?:, column (\w+))?")

#: Foreign keys, and indexes without a constraint: (name, statement that removes it, statement that makes it).
SET_ASIDE = """
    SELECT 'foreign key ' || conname, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'an index ' || relname, format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE relnamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
"""


class Target:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def prepare(self) -> bool:
        """Whether the tables must still be made. Refuses a database that contains anything. An unfinished move is
        continued if it is of this version."""
        if not self._value("SELECT pg_try_advisory_lock(%s)", LOCK):
            raise CannotMove("Another move into this database is running.")
        if not postgres_lock.try_exclusive(self._connection):
            raise CannotMove("A server uses the new database. Stop it first. Nothing was moved.")
        encoding = self._connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise CannotMove(f"The new database stores text as {encoding}. Make one with UTF8.")
        there = self._tables()
        if UNFINISHED_MOVE in there:
            self.refuse_foreign_rows()
            if self._version() == schema.revisions()[1]:
                return False
            self.start_anew()
            return True
        if not there:
            self._mark()
            return True
        self._refuse_used(there)
        self._mark()
        return False

    def _refuse_used(self, there: set[str]) -> None:
        if "alembic_version" not in there:
            raise CannotMove(f"The new database is not empty: it has tables of another program ({min(there)}).")
        if self._version() != schema.revisions()[1]:
            raise CannotMove("The tables in the new database are of another version of deskq. Give an empty database.")
        for name in sorted(there - {"alembic_version"}):
            if self._has_rows(name):
                raise CannotMove(f"The new database is not empty: table {name} has rows. Nothing was moved.")

    def refuse_foreign_rows(self) -> None:
        """Raises ``CannotMove`` if a table does not have as many rows as the move has put there."""
        put = {name: tally.rows for name, tally in self.moved().items()}
        for name in sorted(self._tables() - {"alembic_version", UNFINISHED_MOVE}):
            count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
            if self._value(count) != put.get(name, 0):
                raise CannotMove(FOREIGN.format(name))

    def start_anew(self) -> None:
        """Remove what an earlier move left. Only for a database that is marked as an unfinished move."""
        with self._connection.transaction():
            self._connection.execute("DROP SCHEMA public CASCADE")
            self._connection.execute("CREATE SCHEMA public")
            self._mark()

    def _mark(self) -> None:
        """Until the mark is removed, no server starts with this database."""
        with self._connection.transaction():
            made = sql.SQL("CREATE TABLE {} (name text PRIMARY KEY, rows bigint, hash text, statement text)")
            self._connection.execute(made.format(MARK))

    def finish(self) -> None:
        with self._connection.transaction():
            self._connection.execute(sql.SQL("DROP TABLE {}").format(MARK))

    def moved(self) -> dict[str, Tally]:
        """The tables that an earlier run has filled."""
        asked = sql.SQL("SELECT name, rows, hash FROM {} WHERE statement IS NULL").format(MARK)
        return {name: Tally(rows, digest) for name, rows, digest in self._connection.execute(asked)}

    def set_aside(self) -> None:
        """Remove foreign keys, which go in circles, and indexes that no constraint needs: rows are copied several times
        as fast without them. The statements that make them again are kept beside the mark."""
        with self._connection.transaction():
            for name, remove, make in self._connection.execute(SET_ASIDE).fetchall():
                kept = sql.SQL("INSERT INTO {} (name, statement) VALUES (%s, %s)").format(MARK)
                self._connection.execute(kept, (name, make))
                self._connection.execute(remove)

    def put_back(self, report: Report) -> None:
        """Make again what was set aside: indexes first, which the check of foreign keys needs."""
        asked = sql.SQL("SELECT name, statement FROM {} WHERE statement IS NOT NULL ORDER BY name").format(MARK)
        self._connection.execute("SET maintenance_work_mem = '128MB'")
        self._connection.execute("ANALYZE")  # the checks read by indexes only when the sizes of tables are known
        for done, (name, statement) in enumerate(self._connection.execute(asked).fetchall(), 1):
            with self._connection.transaction():
                self._connection.execute(statement)
                self._connection.execute(sql.SQL("DELETE FROM {} WHERE name = %s").format(MARK), (name,))
            report(done)

    def set_aside_count(self) -> int:
        found: int = self._value(sql.SQL("SELECT count(statement) FROM {}").format(MARK))
        return found

    def fill(self, table: Table, rows: Iterable[Row], expected: Tally) -> None:
        """Copy all rows of a table, in one transaction. A refusal names the row by its number."""
        with self._connection.transaction():
            with self._connection.cursor() as cursor, cursor.copy(_copy(table, "FROM STDIN")) as copying:
                for row in rows:
                    copying.write_row(row)
            self._note(table.name, expected)

    def fill_words(self, rows: Iterable[tuple[int, str]], expected: Tally) -> None:
        """Copy the index of words, in the form of PostgreSQL."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE moved_words (id bigint, words text) ON COMMIT DROP")
            with cursor.copy("COPY moved_words FROM STDIN") as copying:
                for row in rows:
                    copying.write_row(row)
            cursor.execute(
                "INSERT INTO message_words"
                " SELECT id, array_to_tsvector(array_remove(string_to_array(words, ' '), '')) FROM moved_words"
            )
            self._note(WORDS, expected)

    def _note(self, name: str, tally: Tally) -> None:
        noted = sql.SQL("INSERT INTO {} (name, rows, hash) VALUES (%s, %s, %s)").format(MARK)
        self._connection.execute(noted, (name, *tally))

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows, in the form in which SQLite stores them."""
        as_stored = [(at, _as_stored(one.type)) for at, one in enumerate(table.columns)]
        changed = [(at, change) for at, change in as_stored if change is not None]
        with self._connection.cursor() as cursor, cursor.copy(_copy(table, "TO STDOUT")) as copying:
            copying.set_types([_type(one.type) for one in table.columns])
            for row in copying.rows():
                if changed:
                    values = list(row)
                    for at, change in changed:
                        values[at] = None if row[at] is None else change(row[at])
                    row = tuple(values)
                yield row

    def words(self) -> Iterator[tuple[int, str]]:
        asked = "COPY (SELECT id, array_to_string(tsvector_to_array(words), ' ') FROM message_words) TO STDOUT"
        with self._connection.cursor() as cursor, cursor.copy(asked) as copying:
            copying.set_types(["int8", "text"])
            yield from copying.rows()

    def set_sequences(self, tables: Iterable[Table], last_ids: dict[str, int]) -> None:
        """New rows get ids above all that were ever used."""
        for table in tables:
            for column in table.primary_key.columns:
                sequence = self._value("SELECT pg_get_serial_sequence(%s, %s)", f'"{table.name}"', column.name)
                if sequence is None:
                    continue
                highest = sql.SQL("SELECT max({}) FROM {}")
                asked = highest.format(sql.Identifier(column.name), sql.Identifier(table.name))
                last = max(self._value(asked) or 0, last_ids.get(table.name, 0))
                self._value("SELECT setval(%s, %s, %s)", sequence, max(last, 1), last > 0)

    def _tables(self) -> set[str]:
        asked = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return {name for (name,) in self._connection.execute(asked)}

    def _version(self) -> str | None:
        if "alembic_version" not in self._tables():
            return None
        found: str | None = self._value("SELECT max(version_num) FROM alembic_version")
        return found

    def _has_rows(self, name: str) -> bool:
        asked = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(name))
        return bool(self._value(asked))

    def _value(self, query: Any, *values: Any) -> Any:
        found = self._connection.execute(query, values or None).fetchone()
        assert found is not None
        return found[0]


def _copy(table: Table, way: str) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in table.columns.keys())  # noqa: SIM118
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table.name), columns, sql.SQL(way))


def _type(kind: Any) -> str:
    """The name PostgreSQL has for the type of a column."""
    return str(kind.compile(postgresql.dialect())).split("(")[0].lower()  # type: ignore[no-untyped-call]


def _as_stored(kind: Any) -> Any:
    """How a value of PostgreSQL becomes that of SQLite, if they differ."""
    if isinstance(kind, Boolean):
        return int
    return date.isoformat if isinstance(kind, Date) else None


@contextmanager
def connect(url: str) -> Iterator[Target]:
    """``url``: as in DESKQ_DATABASE_URL. Errors never contain the password."""
    parts = make_url(url)
    address = parts.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        connection = psycopg.connect(address, connect_timeout=10, autocommit=True)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0].removeprefix("connection failed: ")
        raise CannotMove(f"The new database cannot be reached: {reason}") from None
    with connection:
        connection.execute("SET synchronous_commit = off")
        yield Target(connection)
