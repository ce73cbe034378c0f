"""Group commit: one fsync of SQLite's WAL for all transactions that committed meanwhile.

With ``synchronous=FULL`` each commit would wait for the disk while it holds the write lock, and under gevent the whole
server would wait with it. So SQLite commits without fsync (``NORMAL``), the lock is released, and each committer waits
here for an fsync that began after its commit: the same durability, shared (group commit, DeWitt et al. 1984).
"""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from time import monotonic, perf_counter

import gevent
from gevent import monkey
from sqlalchemy import URL

from deskq.core.db.engine import existing


class FlushGroup:
    """The committers that wait for the same flush."""

    def __init__(self) -> None:
        self.done = False
        self.error: OSError | None = None


class Flushes:
    """Flushes one WAL, at most one flush at a time; ``flush`` must return only when everything written is on the disk.
    ``gather`` lets requests that are about to commit do so first, so that they share the flush."""

    def __init__(self, flush: Callable[[], None], gather: Callable[[], None] = lambda: None) -> None:
        self._flush = flush
        self._gather = gather
        self._changed = threading.Condition()
        self._coming = FlushGroup()
        self._running = False

    def wait(self) -> None:
        """Return when everything committed before is on the disk; OSError if the disk refuses."""
        mine = self._coming
        self._gather()
        with self._changed:
            while not mine.done:
                if self._running:
                    self._changed.wait()
                else:
                    self._run(mine)
            if mine.error is not None:
                raise mine.error

    def _run(self, group: FlushGroup) -> None:
        """Flush for a group. After a failed fsync the kernel may drop the data, so the whole group gets the error. If
        the flushing greenlet is killed, another of the group flushes again."""
        if self._coming is group:
            self._coming = FlushGroup()
        self._running = True
        self._changed.release()
        try:
            self._flush()
            group.done = True
        except OSError as error:
            group.error, group.done = error, True
        finally:
            self._changed.acquire()
            self._running = False
            self._changed.notify_all()


class Wal:
    """The WAL of one SQLite ``database`` file. A quick disk is waited for in place, because a thread switch costs more;
    a slow one, and for a while one that has stalled, in an operating-system thread, so that the other greenlets go on
    meanwhile.

    What the system could not write it may take for written afterwards, and confirm later flushes. So after a refusal
    nothing is confirmed before everything was written once more: moved into the database, with a WAL that begins anew.
    """

    QUICK = 0.002  # seconds
    STALL = 0.02  # seconds of one flush; a disk that is quick otherwise may take hundreds of milliseconds now and then
    AFTER_STALL = 60.0  # seconds in which another one is expected
    READERS = 2.0  # seconds in which those who read the old WAL come to an end

    def __init__(self, database: str) -> None:
        self._database, self._path = database, f"{database}-wal"
        self._took = 0.0
        self._stalled_at = float("-inf")
        self._is_doubtful = False

    def flush(self) -> None:
        work = self._write_once_more if self._is_doubtful else self._to_disk
        if not monkey.is_module_patched("threading") or (self.is_quick and not self._is_doubtful):
            work()
        else:
            gevent.get_hub().threadpool.apply(work)

    @property
    def is_quick(self) -> bool:
        """Whether the next flush probably takes less time than a thread switch costs."""
        return self._took < self.QUICK and monotonic() - self._stalled_at >= self.AFTER_STALL

    def _to_disk(self) -> None:
        """Without a WAL file SQLite has just checkpointed it into the database and flushed both."""
        began = perf_counter()
        try:
            log = os.open(self._path, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            os.fdatasync(log)
        except OSError:
            self._is_doubtful = True
            raise
        finally:
            os.close(log)
        took = perf_counter() - began
        self._took += (took - self._took) / 4
        if took >= self.STALL:
            self._stalled_at = monotonic()

    def _write_once_more(self) -> None:
        file = existing(self._database)
        try:
            with closing(sqlite3.connect(file, uri=True, isolation_level=None, timeout=self.READERS)) as connection:
                is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error as error:
            raise OSError(f"the log could not be moved into the database ({error})") from error
        if is_busy:
            raise OSError("the log could not be moved into the database while others read it")
        self._to_disk()
        self._is_doubtful = False


_flushes: dict[str, Flushes] = {}


def wait(url: URL) -> None:
    """Wait until the last commit is on the disk; OSError if the disk refuses. PostgreSQL waits in its own commit."""
    if url.get_backend_name() != "sqlite":
        return
    database = str(url.database)
    known = _flushes.get(database)
    if known is None:
        known = _flushes.setdefault(database, Flushes(Wal(database).flush, _let_others_commit))
    known.wait()


def _let_others_commit() -> None:
    """Run the greenlets that are ready once: requests that came together then share one flush."""
    if monkey.is_module_patched("threading"):
        gevent.sleep(0)
