"""Moves SQLite's write-ahead log into the database in a thread, so that no greenlet waits for the disk meanwhile.

SQLite would do it within the commit that fills the log (``wal_autocheckpoint``), and under gevent the whole
server would stand still for as long as the disk takes.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from time import monotonic

import gevent
from gevent import monkey
from sqlalchemy import Engine

from deskq.core.db import writing
from deskq.core.db.engine import existing

PERIOD = 0.25  # seconds between two looks
COMMITS = 64  # about a thousand pages
LONGEST = 30.0  # seconds after which fewer commits are moved too
LARGE = 8_000  # pages of a log (32 MB) that must end now: writers wait until all of it is moved


class Checkpoints:
    """Those of one process; ``once`` is one round. Does nothing where SQLite does it by itself."""

    def __init__(self) -> None:
        self._moved, self._moved_at = 0, monotonic()

    def once(self, engine: Engine) -> None:
        fresh = writing.commits() - self._moved
        if engine.dialect.name != "sqlite" or not monkey.is_module_patched("threading") or not fresh:
            return
        if fresh < COMMITS and monotonic() - self._moved_at < LONGEST:
            return
        self._moved += fresh
        if _in_thread(lambda: _move(str(engine.url.database))) > LARGE:
            with writing.write_lock:  # the rest is little; the log then starts from its beginning
                _in_thread(lambda: _move(str(engine.url.database)))
        self._moved_at = monotonic()


def _move(file: str) -> int:
    """Move what no reader needs in the log; returns the pages in it."""
    with closing(sqlite3.connect(existing(file), uri=True, isolation_level=None, timeout=0)) as connection:
        _, pages, _ = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return int(pages)


def _in_thread(work: Callable[[], int]) -> int:
    result: int = gevent.get_hub().threadpool.apply(work)
    return result
