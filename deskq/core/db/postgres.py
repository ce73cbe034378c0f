"""PostgreSQL connections that keep their prepared statements, and wait for few answers while an office is locked.
psycopg prepares a statement that it has sent a few times, and forgets all prepared statements at each ROLLBACK, which
ends every request that only reads. Here a transaction that wrote nothing ends with COMMIT, which has the same effect in
the database.

Reading needs no transaction: in READ COMMITTED, which is PostgreSQL's default, every statement sees a snapshot of its
own anyway. So a transaction begins with the first statement that may write, and reading waits neither for BEGIN nor for
COMMIT.

Statements of ``FixedStatement.send`` wait here until a statement whose rows are read, or the commit. Together they form
one pipeline, sent at once and answered in order. So a writing transaction waits for few answers: BEGIN is sent with its
first statement, and its last writes with COMMIT.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import gevent
import psycopg
from gevent import monkey
from psycopg.pq import TransactionStatus
from psycopg.waiting import Ready, Wait
from sqlalchemy import Dialect

#: Seconds that a server waits for an answer. One that stopped without closing, or a firewall between, never gives any:
#: screens would stand still without end. Longer than the wait for a lock; no page or job has so long a statement.
ANSWER = 20.0
CONNECT = 10  #: seconds for a new connection
AT_ONCE = 2  #: times that a small message is sent without asking first whether the socket takes it
IDLE, IN_TRANSACTION = TransactionStatus.IDLE, TransactionStatus.INTRANS


class Cursor(psycopg.Cursor[Any]):
    """First sends the statements that wait, and notes what may write."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> "Cursor":
        mine: Any = self.connection
        is_select = isinstance(query, str) and query.lstrip().startswith("SELECT")
        if not is_select or _locks(query):
            mine.begin_now()
        mine.wrote = mine.wrote or not is_select
        if mine.unsent:
            with mine.sending():
                super().execute(query, params, **how)
        else:
            super().execute(query, params, **how)
        return self

    def executemany(self, query: Any, params_seq: Any, **how: Any) -> None:
        mine: Any = self.connection
        mine.begin_now()
        mine.wrote = True
        if mine.unsent:
            with mine.sending():
                pass
        super().executemany(query, params_seq, **how)


def _locks(select: str) -> bool:
    """Whether it takes a lock that ends with its transaction."""
    return " FOR UPDATE" in select or "_xact_lock" in select


class KeepingConnection(psycopg.Connection[Any]):
    """``reads``: no statement has needed a transaction yet; ``wrote``: something else than SELECT was executed since
    BEGIN; ``unsent``: what waits to be executed. ``sent`` and ``answered`` count the pipelines that began with what
    had waited, and those in which all of that was executed."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.reads = self.wrote = False
        self.unsent: list[tuple[str, Any]] = []
        self.sent = self.answered = 0

    def begin(self, writes: bool) -> None:
        """Begin what ``commit`` or ``rollback`` ends."""
        if not self.autocommit:
            self.autocommit = True  # psycopg would wait for the answer to its own BEGIN
        self.unsent = [("BEGIN", None)] if writes else []
        self.reads, self.wrote = not writes, False

    def begin_now(self) -> None:
        """The next statement needs a transaction."""
        if self.reads:
            self.reads = False
            self.unsent.append(("BEGIN", None))

    def cursor(self, name: str = "", *args: Any, **how: Any) -> Any:
        if name:  # a cursor of the server lives in a transaction
            self.begin_now()
            if self.unsent:
                with self.sending():
                    pass
        return super().cursor(name, *args, **how)

    def send(self, query: str, params: Any) -> None:
        """Execute it with the next statement that is read, or with COMMIT."""
        self.begin_now()
        self.wrote = True
        self.unsent.append((query, params))

    def read_together(self, selects: list[tuple[str, Any]]) -> list[psycopg.Cursor[Any]]:
        """Execute several SELECTs, and wait once for all their answers."""
        try:
            with self.pipeline():
                return [self.execute(query, params) for query, params in selects]
        except BaseException:
            self._prepared.clear()  # see ``sending``
            raise

    @contextmanager
    def sending(self) -> Iterator[None]:
        """A pipeline that begins with what waits. After an error the server skips the rest, and prepares nothing that
        psycopg takes for prepared because it has sent it."""
        self.sent += 1
        (*first, last), self.unsent = self.unsent, []
        cursor, of_last = psycopg.Cursor(self), psycopg.Cursor(self)
        try:
            with self.pipeline():
                for query, params in first:
                    cursor.execute(query, params)
                of_last.execute(*last)
                yield
        except BaseException:
            self._prepared.clear()
            self.answered += of_last.statusmessage is not None  # answers come in order: all before it was executed
            raise
        self.answered += 1

    def commit(self) -> None:
        if self.unsent:
            self.unsent.append(("COMMIT", None))
            with self.sending():
                pass
        elif self.info.transaction_status != IDLE:
            super().commit()
        self._ended()

    def rollback(self) -> None:
        self.unsent.clear()
        if self.info.transaction_status == IDLE:
            pass
        elif self.wrote or self.info.transaction_status != IN_TRANSACTION:
            super().rollback()
        else:
            super().commit()
        self._ended()

    def wait(self, gen: Any, *limits: Any, **named_limits: Any) -> Any:
        """Run psycopg's generator. With gevent psycopg would ask a whole selector for each step of it."""
        if limits or named_limits or not monkey.is_module_patched("select"):
            return super().wait(gen, *limits, **named_limits)
        asked = 0
        try:
            wanted = next(gen)
            while True:
                asked += 1
                sends = wanted & Wait.W and asked <= AT_ONCE
                wanted = gen.send(Ready.W if sends else self._until_ready(wanted))
        except StopIteration as end:
            return end.value
        except Exception:
            raise
        except BaseException:  # the greenlet is killed: nobody will read the answer, and psycopg raises another error
            self.close()
            raise

    def _until_ready(self, wanted: int) -> int:
        """Without an answer the connection is closed: what it was asked may still come, and would answer another."""
        if _wait_for(self.pgconn.socket, wanted):
            return wanted
        self.close()
        raise psycopg.OperationalError(f"no answer within {ANSWER:.0f} seconds")

    def _ended(self) -> None:
        self.reads = self.wrote = False


class SentSince:
    """What became of the statements that a connection was given since this was made."""

    def __init__(self, connection: KeepingConnection) -> None:
        self._connection = connection
        self._sent, self._answered, self._waiting = connection.sent, connection.answered, len(connection.unsent)

    def forget_waiting(self) -> Literal["unsent", "answered", "failed"]:
        """Forget those that wait to be sent. "unsent": all of them did; "answered": at least the first was executed;
        "failed": what waited with the first one was not all executed, perhaps a statement from before it."""
        mine = self._connection
        if mine.sent == self._sent and len(mine.unsent) > self._waiting:
            del mine.unsent[self._waiting :]
            return "unsent"
        went_directly = mine.sent == self._sent  # something listens to every statement
        mine.unsent.clear()
        return "answered" if went_directly or mine.answered > self._answered else "failed"


def _wait_for(socket: int, wanted: int) -> bool:
    """Let other greenlets run until the socket is ready; False if it never is."""
    hub = gevent.get_hub()
    watcher = hub.loop.io(socket, wanted)  # 1: read, 2: write, 3: either, as in psycopg
    try:
        with gevent.Timeout(ANSWER, False):
            hub.wait(watcher)
            return True
    finally:
        watcher.close()
    return False


def connect(dialect: Dialect, record: Any, arguments: list[Any], options: dict[str, Any]) -> KeepingConnection:
    """Listener of SQLAlchemy's event ``do_connect``."""
    return KeepingConnection.connect(*arguments, cursor_factory=Cursor, **{"connect_timeout": CONNECT, **options})
