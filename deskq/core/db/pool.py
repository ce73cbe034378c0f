"""A connection pool that has connections for writers, for the locks of jobs, and for what is sent to screens, beside
those of readers.

Who holds a lock must never wait for a connection: those who have one may be waiting for that lock. And no lobby waits
until a hundred other requests have read.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

KEPT = 8  #: connections beside those of readers that stay open
BESIDE = 20  #: so many are expected beside them: a writer for each office that works now, locks of jobs, screens


class _Here(threading.local):
    """Whether this greenlet (or thread) connects beside the readers."""

    beside = False


_here = _Here()


@contextmanager
def beside_readers() -> Iterator[None]:
    """Connections taken in this block do not count as those of readers. Locks limit their number, or a group of
    greenlets."""
    before, _here.beside = _here.beside, True
    try:
        yield
    finally:
        _here.beside = before


class WriterPool(QueuePool):
    """``pool_size`` and ``max_overflow`` are those of readers."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._kept: list[ConnectionPoolEntry] = []
        self._lent: set[ConnectionPoolEntry] = set()

    def _do_get(self) -> ConnectionPoolEntry:
        if not _here.beside:
            return super()._do_get()
        record = self._kept.pop() if self._kept else self._create_connection()
        self._lent.add(record)
        return record

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        if record not in self._lent:
            super()._do_return_conn(record)
            return
        self._lent.remove(record)
        if len(self._kept) < KEPT:
            self._kept.append(record)
        else:
            record.close()

    def dispose(self) -> None:
        super().dispose()
        while self._kept:
            self._kept.pop().close()
