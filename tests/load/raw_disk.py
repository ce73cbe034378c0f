"""What the disk gives: bare durable commits a second, without SQLAlchemy, Flask or rules.

Each commit is one INSERT in SQLite's WAL with synchronous=FULL, as deskq's own are. With many writers SQLite polls its
lock; deskq's cooperative lock avoids that, so the figure of one writer is the limit to compare with.
"""

import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread
from typing import Any


def measure(directory: Path, seconds: float = 2.0) -> dict[str, Any]:
    """Commits a second by 1 and by 16 threads, in a temporary file inside ``directory``: measure where deskq stores."""
    return {f"commits_per_s_{writers}": _commits(directory, writers, min(seconds, 30)) for writers in (1, 16)}


def _commits(directory: Path, writers: int, seconds: float) -> int:
    with tempfile.TemporaryDirectory(dir=directory) as folder:
        path = Path(folder) / "raw.sqlite"
        with closing(_connect(path)) as connection:
            connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, at REAL, text TEXT)")
        counts: list[int] = []
        start = Barrier(writers)
        threads = [Thread(target=_write, args=(path, seconds, start, counts)) for _ in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return round(sum(counts) / seconds)


def _write(path: Path, seconds: float, start: Barrier, counts: list[int]) -> None:
    done = 0
    with closing(_connect(path)) as connection:
        start.wait()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO entry (at, text) VALUES (?, ?)", (time.time(), "x" * 200))
            connection.execute("COMMIT")
            done += 1
    counts.append(done)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection
