"""Statements of the hot paths: compiled once for each database, then executed by its driver.

SQLAlchemy takes 60 to 100 microseconds to execute a statement that it has compiled before. SQLite itself needs ten for
most statements of an action.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect

Values = Mapping[str, Any]
Row = tuple[Any, ...]
Convert = Callable[[Any], Any]


class FixedStatement:
    """A statement with named values and no lists of them (no ``IN`` over a parameter). An INSERT names its columns,
    because defaults of the model are not applied. Errors are raised as by SQLAlchemy, or translated by ``faults``."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self._statement, self._columns = statement, columns
        self._compiled: dict[str, _Compiled] = {}

    def send(self, connection: Connection, values: Values) -> None:
        """Execute it in a writing transaction without waiting for the answer. PostgreSQL answers, or raises an error,
        together with the next statement that is read or with the commit."""
        if connection.dialect.name == "sqlite" or connection.dispatch.before_cursor_execute:
            self._execute(connection, values)
            return
        compiled = self._for(connection.dialect)
        driver: Any = connection.connection.dbapi_connection
        driver.send(compiled.text, compiled.arguments(values))

    def send_many(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Execute it once for each of many rows, in a writing transaction."""
        if not rows:
            return
        if connection.dispatch.before_cursor_execute:
            connection.execute(self._statement, rows)
            return
        compiled = self._for(connection.dialect)
        try:
            cursor = connection.connection.dbapi_connection.cursor()  # type: ignore[union-attr]
            cursor.executemany(compiled.text, [compiled.arguments(row) for row in rows])
            cursor.close()
        except compiled.errors as error:
            connection._handle_dbapi_exception(error, compiled.text, None, None, None)

    def all(self, connection: Connection, values: Values) -> list[Row]:
        """Every row, as a tuple in the order of the columns."""
        return _all(self._execute(connection, values), self._for(connection.dialect).results)

    def pieces(self, connection: Connection, values: Values, size: int) -> Generator[list[Row], None, None]:
        """The rows of ``all``, so many at a time."""
        converts = self._for(connection.dialect).results
        with closing(self._execute(connection, values)) as cursor:
            while rows := cursor.fetchmany(size):
                yield [_converted(row, converts) for row in rows] if converts else rows

    def first(self, connection: Connection, values: Values) -> Row | None:
        """The first row, or None."""
        row = self._execute(connection, values).fetchone()
        converts = self._for(connection.dialect).results
        return _converted(row, converts) if row is not None and converts else row

    def scalar(self, connection: Connection, values: Values) -> Any:
        """The first column of the first row; None when there is no row."""
        row = self.first(connection, values)
        return None if row is None else row[0]

    def _execute(self, connection: Connection, values: Values) -> Any:
        if connection.dispatch.before_cursor_execute:  # listeners are called only in this way
            return connection.execute(self._statement, values).cursor
        compiled = self._for(connection.dialect)
        try:
            return connection.connection.dbapi_connection.execute(compiled.text, compiled.arguments(values))  # type: ignore[union-attr]
        except compiled.errors as error:
            # Not public, but the only function that calls listeners, discards a lost connection, and translates the
            # error.
            connection._handle_dbapi_exception(error, compiled.text, None, None, None)

    def _for(self, dialect: Dialect) -> "_Compiled":
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = _Compiled(self._statement, self._columns, dialect)
        return known


def read_together(connection: Connection, values: Values, *statements: FixedStatement) -> list[list[Row]]:
    """Every row of several SELECTs with the same ``values``, executed in this order: a later one may see newer commits.
    PostgreSQL answers all of them at once."""
    if connection.dialect.name == "sqlite" or connection.dispatch.before_cursor_execute:
        return [statement.all(connection, values) for statement in statements]
    driver: Any = connection.connection.dbapi_connection
    compiled = [statement._for(connection.dialect) for statement in statements]
    try:
        cursors = driver.read_together([(one.text, one.arguments(values)) for one in compiled])
        return [_all(cursor, one.results) for cursor, one in zip(cursors, compiled, strict=True)]
    except compiled[0].errors as error:
        connection._handle_dbapi_exception(error, "; ".join(one.text for one in compiled), None, None, None)


class _Compiled:
    """A statement compiled for one database."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None, dialect: Dialect) -> None:
        found: Any = statement.compile(
            dialect=dialect, column_keys=list(columns) if columns else None, compile_kwargs={"render_postcompile": True}
        )
        if found.insert_prefetch or found.update_prefetch:
            raise TypeError("a fixed statement applies no defaults of columns: name them all")
        self.text = str(found)
        self.errors = dialect.loaded_dbapi.Error
        self._constants = {name: bind.value for name, bind in found.binds.items() if bind.value is not None}
        self._order: list[str] | None = found.positiontup
        self._names = list(dict.fromkeys(self._order or found.binds))
        self._converts = {
            name: convert
            for name, bind in found.binds.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        exported: Any = getattr(statement, "exported_columns", ())
        converts = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in exported]
        #: (place of a column, how its values are converted), for those that need it
        self.results: list[tuple[int, Convert]] = [
            (place, convert) for place, convert in enumerate(converts) if convert is not None
        ]

    def arguments(self, values: Values) -> Any:
        given: Values = {**self._constants, **values} if self._constants else values
        converts = self._converts
        ready = {name: converts[name](given[name]) if name in converts else given[name] for name in self._names}
        return ready if self._order is None else [ready[name] for name in self._order]


def _all(cursor: Any, converts: list[tuple[int, Convert]]) -> list[Row]:
    rows: list[Row] = cursor.fetchall()
    return [_converted(row, converts) for row in rows] if converts else rows


def _converted(row: Row, converts: list[tuple[int, Convert]]) -> Row:
    values = list(row)
    for place, convert in converts:
        values[place] = convert(values[place])
    return tuple(values)
