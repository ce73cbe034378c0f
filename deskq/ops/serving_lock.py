"""One server per SQLite file: a second one would not wake the screens of the first, and both would run every job.

The lock is a file beside the database. The kernel releases it when the process ends, however it ends. PostgreSQL has
one of its own (``postgres_lock``), which several processes may hold.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from deskq.core.db.availability import first_line
from deskq.ops import postgres_lock

_held: list[int] = []  # file descriptors, kept open until the process ends


def hold(database_url: str, workers: int = 1) -> None:
    """Exits with a sentence if another server uses this SQLite file, or if several ``workers`` would."""
    path = lock_file(database_url)
    if path is None:
        return
    if workers > 1:
        raise SystemExit(f"SQLite serves one process, not {workers}. Use PostgreSQL, or set WEB_CONCURRENCY=1.")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return  # a read-only folder: the database says so itself
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        other = os.read(descriptor, 20).decode(errors="replace").strip() or "unknown"
        os.close(descriptor)
        raise SystemExit(
            f"Another program of deskq (process {other}) already uses {path.with_suffix('')}. Stop it first, or set "
            "DESKQ_DATABASE_URL to another database."
        ) from None
    except OSError:  # a file system without locks
        os.close(descriptor)
        return
    _write_process(descriptor)
    _held.append(descriptor)


class Served(Exception):
    """A server uses this database."""


class Unknown(Exception):
    """PostgreSQL does not say whether a server uses this database; the message says why."""


@contextmanager
def held(database_url: str) -> Iterator[Callable[[], None]]:
    """No server starts on this database in this block; ``Served`` if one runs already, or ``Unknown``. What is given
    looks once more, as a lock of PostgreSQL may be lost, and raises the same."""
    path = lock_file(database_url)
    if postgres_lock.is_postgres(database_url):
        with _held_in_postgres(database_url) as look:
            yield look
        return
    with ExitStack() as stack:
        if path is not None:
            _hold_file(path, stack)
        yield lambda: None


def _hold_file(path: Path, stack: ExitStack) -> None:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return  # a read-only folder: the database says so itself
    stack.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Served from None
    except OSError:  # a file system without locks
        return
    _write_process(descriptor)


def _write_process(descriptor: int) -> None:
    """For the sentence of who is refused."""
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())


@contextmanager
def _held_in_postgres(database_url: str) -> Iterator[Callable[[], None]]:
    with ExitStack() as stack:

        def look() -> None:
            try:
                if not is_free():
                    raise Served
            except psycopg.Error as error:
                raise Unknown(first_line(error)) from None

        try:
            is_free = stack.enter_context(postgres_lock.exclusive(database_url))
        except psycopg.Error as error:
            raise Unknown(first_line(error)) from None
        look()
        yield look


def lock_file(database_url: str) -> Path | None:
    """``deskq.sqlite.server`` beside ``deskq.sqlite``; None for another database."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    path = Path(url.database).absolute()
    return path.with_name(f"{path.name}.server")
