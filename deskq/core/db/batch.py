"""Simultaneous actions of an office share one database transaction: each has a savepoint, and one commit serves all. A
writer that releases the lock while others wait for it leaves the transaction open for the next one, and waits for the
commit. The commit is made by the last writer of the batch, by the one who fills it, or by the next writer who needs a
transaction of its own. So BEGIN, COMMIT, the lock of the office and the update of its journal head happen once.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from sqlalchemy import Connection, text

from deskq.core import clock
from deskq.core.db import availability, faults, journal
from deskq.core.db.fair_lock import FairLock
from deskq.core.db.fixed import FixedStatement
from deskq.core.db.postgres import KeepingConnection, SentSince
from deskq.core.errors import CommitUnconfirmed, NotFound, Unavailable, Unreachable

MOST = 16  #: actions in one batch
SAVEPOINT = FixedStatement(text("SAVEPOINT one_action"))
UNDO = FixedStatement(text("ROLLBACK TO SAVEPOINT one_action"))
RELEASE = FixedStatement(text("RELEASE SAVEPOINT one_action"))


class Batch:
    """A writing transaction of one office, open while somebody holds the lock of the writers."""

    def __init__(self, connection: Connection, office_id: int) -> None:
        self.connection, self.office_id = connection, office_id
        self.is_full = self.has_ended = False
        self._head: journal.LockedHead | None = None
        self._actions = 0
        self._error: Exception | None = None
        self._end_event = threading.Event()

    @contextmanager
    def action(self) -> Iterator[journal.LockedHead]:
        """Yields the journal head of the office, for appending. If the block raises, its changes are discarded and
        those of earlier actions stay. Raises ``NotFound`` if there is no such office."""
        later = self._actions > 0
        since = None
        if later:
            driver = self.connection.connection.dbapi_connection
            since = SentSince(driver) if isinstance(driver, KeepingConnection) else None
            SAVEPOINT.send(self.connection, {})
        try:
            head = self._locked_head()
            config_version = head.config_version
            yield head
        except BaseException as error:
            self._undo(since, error)
            raise
        if later:
            RELEASE.send(self.connection, {})
        self._head = head
        self._actions += 1
        # Caches identify a configuration by its version, so a version must not be used twice after a failed batch.
        self.is_full = self._actions == MOST or head.config_version != config_version

    def commit(self) -> None:
        """End the transaction. An error is raised by ``wait`` in each action of the batch, not here."""
        if self.has_ended:
            return
        try:
            if self._head is not None:
                journal.save_head(self.connection, self._head)
            self.connection.commit()
            faults.write_worked()
        except BaseException as error:
            # A database server that ends the connection before it answers may have committed.
            known = isinstance(error, Exception) and not isinstance(error, Unreachable)
            self._error = error if known else CommitUnconfirmed()  # type: ignore[assignment]
            with suppress(Exception):  # the connection is lost
                self.connection.rollback()  # otherwise the pool would take it back without a rollback
            if not isinstance(error, Exception):
                raise
        finally:
            self._end()

    def wait(self) -> None:
        """Return when the batch is committed. Raises the error if the commit failed."""
        self._end_event.wait()
        if self._error is not None:
            raise self._error

    def _locked_head(self) -> journal.LockedHead:
        if self._head is not None:
            return replace(self._head, at=clock.steady(self._head.at))
        found = journal.lock_head(self.connection, self.office_id)
        if found is None:
            raise NotFound
        sequence, last_hash, last_at, config_version = found
        return journal.LockedHead(self.office_id, sequence, last_hash, clock.steady(last_at), config_version)

    def _undo(self, since: SentSince | None, cause: BaseException) -> None:
        """Discard the changes of an action. ``since`` knows what became of its statements on PostgreSQL, which is sent
        them together with those of earlier actions. If one of these failed, the whole batch is discarded."""
        if not self._actions:
            self._end()
            return
        became = "answered" if since is None else since.forget_waiting()
        if became == "unsent":
            return
        if became == "failed" or (since is not None and not isinstance(cause, Exception)):
            self._fail(cause)
            return
        try:
            UNDO.send(self.connection, {})
            RELEASE.send(self.connection, {})
        except Exception:
            self._fail(cause)

    def _fail(self, cause: BaseException) -> None:
        """Discard the changes of all. ``wait`` tells each earlier action of an outage; another cause is not theirs."""
        is_outage = isinstance(cause, Exception) and availability.is_outage(cause)
        self._error = cause if is_outage else Unavailable()  # type: ignore[assignment]
        self._end()

    def _end(self) -> None:
        self.has_ended = True
        try:
            with suppress(Exception):  # the pool discards a connection that cannot be closed
                self.connection.close()
        finally:
            self._end_event.set()


class BatchLock(FairLock):
    """The lock for writers of a database or an office. A writer may leave a batch open for the next one."""

    def __init__(self) -> None:
        super().__init__()
        self._batch: Batch | None = None

    def join(self, office_id: int, begin: Callable[[], Connection]) -> Batch:
        """The batch of this office; ``begin`` begins the transaction of a new one. The lock is held."""
        if self._batch is not None and (self._batch.has_ended or self._batch.office_id != office_id):
            self.settle()
        if self._batch is None:
            self._batch = Batch(begin(), office_id)
        return self._batch

    def settle(self) -> None:
        """Commit an open batch. The lock is held."""
        batch, self._batch = self._batch, None
        if batch is not None:
            batch.commit()

    def release(self) -> None:
        """Leave the batch to the next writer; commit it if nobody waits or it is full. The lock is released in any
        case."""
        released = False
        try:
            if self._batch is not None and (self._batch.is_full or self._batch.has_ended):
                self.settle()
            while not released:
                with self._guard:
                    if self._batch is None or self._waiting:
                        self._free_or_grant()
                        released = True
                if not released:
                    self.settle()
        finally:
            if not released:
                super().release()

    def __enter__(self) -> None:
        super().__enter__()
        self.settle()
