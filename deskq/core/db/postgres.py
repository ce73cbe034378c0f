"""PostgreSQL connections that keep their prepared statements, and wait for few answers while an office is locked.

psycopg prepares a statement that it has sent a few times, and forgets all of them at each ROLLBACK, with which every
request ends that only read. Here a transaction that wrote nothing ends with COMMIT: to the database it is the same.

A writing transaction is a pipeline: statements are sent at once and answered in order. A statement whose rows are read
waits for its answer as ever; BEGIN, COMMIT and what ``engine.send`` sends have no wait of their own.
"""

from contextlib import AbstractContextManager, suppress
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Dialect

IDLE, IN_TRANSACTION = TransactionStatus.IDLE, TransactionStatus.INTRANS


class Cursor(psycopg.Cursor[Any]):
    """Notes what may write, and waits for the answer inside a pipeline too."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> "Cursor":
        super().execute(query, params, **how)
        self._after(query)
        return self

    def executemany(self, query: Any, params_seq: Any, **how: Any) -> None:
        super().executemany(query, params_seq, **how)
        self._after(query)

    def _after(self, query: Any) -> None:
        mine: Any = self.connection
        if not (isinstance(query, str) and query.lstrip().startswith("SELECT")):
            mine.wrote = True
        if mine.pipe is not None and not mine.sends:
            mine.pipe.sync()


class KeepingConnection(psycopg.Connection[Any]):
    """``wrote``: something else than SELECT was executed since BEGIN; ``sends``: nobody waits for the next answer."""

    wrote = False
    sends = False
    pipe: psycopg.Pipeline | None = None
    _block: AbstractContextManager[psycopg.Pipeline] | None = None

    def begin_pipeline(self) -> None:
        """Begin a writing transaction, which ``commit`` or ``rollback`` ends."""
        self.autocommit = True  # psycopg would wait for the answer to its own BEGIN
        self._block = self.pipeline()
        pipe = self._block.__enter__()
        self.execute("BEGIN")
        self.pipe, self.wrote = pipe, False

    def commit(self) -> None:
        if self._block is None:
            super().commit()
        else:
            self._leave_pipeline("COMMIT")
        self._ended()

    def rollback(self) -> None:
        if self._block is not None:
            with suppress(psycopg.Error):  # of what is rolled back
                self._leave_pipeline()
        if self.wrote or self.info.transaction_status != IN_TRANSACTION:
            super().rollback()
        else:
            super().commit()
        self._ended()

    def _leave_pipeline(self, last: str = "") -> None:
        """Send the last statement, and wait until everything is answered."""
        block, self._block, self.pipe = self._block, None, None
        assert block is not None
        try:
            if last:
                self.execute(last)
        finally:
            block.__exit__(None, None, None)

    def _ended(self) -> None:
        self.wrote = False
        if self.autocommit and self.info.transaction_status == IDLE:
            self.autocommit = False


def connect(dialect: Dialect, record: Any, arguments: list[Any], options: dict[str, Any]) -> KeepingConnection:
    """Listener of SQLAlchemy's event ``do_connect``."""
    return KeepingConnection.connect(*arguments, cursor_factory=Cursor, **options)
