"""Copies and restores a database: SQLite by its backup API, PostgreSQL by pg_dump, pg_restore and psql."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from deskq.core.db import faults
from deskq.core.errors import Damaged
from deskq.ops.backup.archive import LITE, POSTGRES

Report = Callable[[int, int], object]
AT_ONCE = 10_000  #: pages of SQLite that are copied between two reports
NO_PROGRAM = "{program} is not installed. It is needed to back up PostgreSQL (Debian: postgresql-client)."

DAMAGED = "The database is damaged: {}. Stop the server and restore the last backup. No backup was written."


class Failed(Exception):
    """The database could not be copied or restored; the message says why."""


def kind(engine: Engine) -> str:
    return LITE if engine.dialect.name == "sqlite" else POSTGRES


def copy(engine: Engine, target: Path, snapshot: str = "", report: Report = lambda done, total: None) -> None:
    """A consistent copy while the server keeps running; of PostgreSQL also one of an exported ``snapshot``. ``report``
    is called with the pages of SQLite that are copied, and all."""
    target.touch(0o600)
    if kind(engine) == POSTGRES:
        more = [f"--snapshot={snapshot}"] if snapshot else []
        _run(engine, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", *more)
    else:
        _copy_file(sqlite_file(engine), target, report)
        _check_whole(target)
    target.chmod(0o600)


def restore(engine: Engine, source: Path, before: Path, report: Report = lambda done, total: None) -> None:
    """Restore all or change nothing. The previous database is kept as ``before``, even if it is unreadable."""
    if kind(engine) == POSTGRES:
        copy(engine, before)
        _put_back_dump(engine, source)
        return
    there = sqlite_file(engine)
    part = there.with_name(f"{there.name}.part")
    _copy_file(source, part, report)
    for ending in ("", "-wal", "-shm"):
        if Path(f"{there}{ending}").exists():
            Path(f"{there}{ending}").rename(f"{before}{ending}")
    os.replace(part, there)


def _put_back_dump(engine: Engine, dump: Path) -> None:
    """In one transaction, and no tables of a newer database remain."""
    script = dump.with_suffix(".sql")
    _call(["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump)], {})
    empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
    words = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--command={empty}")
    _run(engine, "psql", *words, f"--file={script}")


def restore_dump(engine: Engine, dump: Path) -> None:
    """Restore into an empty database of PostgreSQL."""
    words = ("--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={engine.url.database}", str(dump))
    _run(engine, "pg_restore", *words)


def dump_contents(dump: Path) -> str:
    """The table of contents of a dump of PostgreSQL."""
    return _call(["pg_restore", "--list", str(dump)], {})


def dump_rows(dump: Path, table: str) -> list[str]:
    """The rows of one table in a dump of PostgreSQL, columns separated by tabs."""
    script = _call(["pg_restore", "--data-only", f"--table={table}", "--file=-", str(dump)], {})
    _, _, after = script.partition(f"COPY public.{table} ")
    return after.partition("\n\\.\n")[0].splitlines()[1:]


def sqlite_file(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def _check_whole(copied: Path) -> None:
    """SQLite copies damaged pages too: such a copy is refused before somebody relies on it."""
    try:
        with closing(sqlite3.connect(copied)) as database:
            found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
            made = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_head'").fetchone()
    except sqlite3.DatabaseError as error:
        found, made = str(error), None
    if found != "ok":
        raise Failed(DAMAGED.format(found.splitlines()[-1]))
    if not made:
        raise Failed("The database has no tables of deskq. No backup was written.")


def _copy_file(source: Path, target: Path, report: Report = lambda done, total: None) -> None:
    target.touch(0o600)  # before anything is in it
    try:
        opened = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)
        with closing(opened) as given, closing(sqlite3.connect(target)) as taken:
            given.execute("BEGIN")
            given.execute("SELECT 1 FROM sqlite_master").fetchone()  # what others write now starts it anew no more
            given.backup(taken, pages=AT_ONCE, progress=lambda _, left, total: report(total - left, total))
        target.chmod(0o600)
    except sqlite3.Error as error:
        if faults.FAULTS.get(faults.code(error), (None,))[0] is Damaged:
            raise Failed(DAMAGED.format(error)) from error
        raise Failed(f"The database could not be backed up: {error}.") from error


def _run(engine: Engine, program: str, *words: str) -> None:
    """Run a program of PostgreSQL. The password is passed in the environment: all users can read command lines."""
    url = engine.url
    given = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    given["PGDATABASE"] = url.database
    _call([program, *words], {name: str(value) for name, value in given.items() if value is not None})


def _call(words: list[str], given: dict[str, str]) -> str:
    if shutil.which(words[0]) is None:
        raise Failed(NO_PROGRAM.format(program=words[0]))
    done = subprocess.run(words, env=os.environ | given, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or [f"{words[0]} failed."])[0])
    return done.stdout
