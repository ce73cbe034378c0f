"""Until it is on the disk: one flush of SQLite's log for all who committed meanwhile.

With ``synchronous=FULL`` each commit would wait for the disk while it holds the only writer's place, and under gevent
the whole server would wait with it. So SQLite commits without (``NORMAL``), gives the place on, and whoever committed
waits here for a flush that began after their commit: the same promise, shared (group commit, DeWitt et al. 1984).
"""

import os
import threading
from collections.abc import Callable
from time import perf_counter

import gevent
from gevent import monkey
from sqlalchemy import URL


class FlushGroup:
    """Those who wait for one and the same flush."""

    def __init__(self) -> None:
        self.done = False
        self.error: OSError | None = None


class Flushes:
    """Flushes of one log, at most one at a time; ``flush`` must return only when everything written is on the disk.
    ``gather`` lets whoever is about to commit do so first, to share the flush."""

    def __init__(self, flush: Callable[[], None], gather: Callable[[], None] = lambda: None) -> None:
        self._flush = flush
        self._gather = gather
        self._changed = threading.Condition()
        self._coming = FlushGroup()
        self._running = False

    def wait(self) -> None:
        """Return when all that was committed before is on the disk; OSError if the disk refuses."""
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
        """Flush for a group. A disk that refused once may forget what it was given, so a refusal is told to them all;
        if whoever flushes is stopped, another of the group begins again."""
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


class Log:
    """The log of one SQLite database. A quick disk is waited for on the spot: the way to a thread and back costs more;
    a slow one is waited for in a thread of the system's, so that a server of greenlets goes on meanwhile."""

    QUICK = 0.002

    def __init__(self, path: str) -> None:
        self._path = path
        self._took = 0.0

    def flush(self) -> None:
        if self._took < self.QUICK or not monkey.is_module_patched("threading"):
            self._to_disk()
        else:
            gevent.get_hub().threadpool.apply(self._to_disk)

    def _to_disk(self) -> None:
        """Where there is no log, it was just copied into the database, and SQLite flushed both."""
        began = perf_counter()
        try:
            log = os.open(self._path, os.O_RDONLY)
        except FileNotFoundError:
            return
        try:
            os.fdatasync(log)
        finally:
            os.close(log)
        self._took += (perf_counter() - began - self._took) / 4


_flushes: dict[str, Flushes] = {}


def wait(url: URL) -> None:
    """Wait until what was just committed is on the disk; OSError if the disk refuses. PostgreSQL has waited itself."""
    if url.get_backend_name() != "sqlite":
        return
    path = f"{url.database}-wal"
    known = _flushes.get(path)
    if known is None:
        known = _flushes.setdefault(path, Flushes(Log(path).flush, _let_others_commit))
    known.wait()


def _let_others_commit() -> None:
    """One round of the greenlets that are ready: requests that came together are on the disk with one flush."""
    if monkey.is_module_patched("threading"):
        gevent.sleep(0)
