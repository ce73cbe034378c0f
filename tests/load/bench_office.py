"""The office of the measurements: migrated and seeded once in a run on each database, and copied for each of them.

``python -m tests.load.bench_office`` makes the first one in the instance and database of the environment.
"""

import atexit
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from deskq import create_app
from deskq.access.api_tokens.service import create_token
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from tests.conftest import PASSWORD, settings
from tests.e2e.app_forks import Fork
from tests.load import full_board as full_hall
from tests.load import long_queue, more_counters, postgres
from tests.load.bench_server import ROOT, RunningServer, environment, free_port, wait_until_up
from tests.tools.shared_app import close

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
ROLES = ("kiosk", "clerk", "lobby")
KEYS = ("secret_key", "data_key", "blind_key")


@dataclass(frozen=True)
class OfficeCopy:
    """A copy of the office: its instance, its database, and its API tokens, {role: token}."""

    instance: Path
    url: str
    tokens: dict[str, str]

    @contextmanager
    def app(self, **more: object) -> Iterator[Flask]:
        """An application of this process on it; its engines are closed afterwards."""
        keys = {name.upper(): (self.instance / name).read_text() for name in KEYS}
        made = create_app(settings(self.url, **keys, **more))
        yield made
        close(made)


def databases() -> list[str]:
    return [SQLITE, POSTGRESQL] if postgres.is_available() else [SQLITE]


@contextmanager
def copied(folder: Path, database: str = SQLITE) -> Iterator[OfficeCopy]:
    """A new instance in ``folder``; what it has in PostgreSQL goes with the block."""
    first = _first(database)
    shutil.copytree(first.instance, folder, dirs_exist_ok=True)
    if database == SQLITE:
        yield OfficeCopy(folder, f"sqlite:///{folder / 'deskq.sqlite'}", first.tokens)
        return
    with postgres.database(copy_of=first.url) as url:
        yield OfficeCopy(folder, url, first.tokens)


@contextmanager
def running(
    folder: Path,
    counters: int = 0,
    program: Sequence[str] = ("run.py",),
    people: int = 0,
    full_board: bool = False,
    database: str = SQLITE,
    **settings: str,
) -> Iterator[RunningServer]:
    """Serve a copy of the office, with ``counters`` more and waiting ``people``, or the hall of ``full_board.py``, with
    more ``settings``; the process ends with the block."""
    with copied(folder, database) as office:
        with office.app() as app, app.app_context():
            more_counters.add(counters)
            long_queue.fill(people)
            if full_board:
                db.session.remove()
                full_hall.furnish()
        with serving(office, program, counters, **settings) as server:
            yield server


@contextmanager
def serving(
    office: OfficeCopy, program: Sequence[str] = ("run.py",), counters: int = 0, **settings: str
) -> Iterator[RunningServer]:
    """Serve this copy, which has so many more ``counters``; the process ends with the block."""
    port = free_port()
    env = environment(office.instance, port) | {"DESKQ_DATABASE_URL": office.url}
    process = _start(program, env | {f"DESKQ_{name}": value for name, value in settings.items()})
    try:
        wait_until_up(port)
        yield RunningServer(process, port, office.instance, **office.tokens, counters=list(range(101, 101 + counters)))
    finally:
        process.terminate()
        process.wait(10)


def use_forks() -> None:
    """From now on: servers start at once, and share memory that is then not their own."""
    global _start
    _start = Fork


def _process(program: Sequence[str], env: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, *program], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)


_start: Callable[[Sequence[str], dict[str, str]], Any] = _process


@cache
def _first(database: str) -> OfficeCopy:
    """Made by a process of its own with keys of its own; gone with this process."""
    kept = ExitStack()
    atexit.register(kept.close)
    folder = Path(kept.enter_context(TemporaryDirectory()))
    url = kept.enter_context(postgres.database()) if database == POSTGRESQL else f"sqlite:///{folder / 'deskq.sqlite'}"
    command = [sys.executable, "-m", "tests.load.bench_office"]
    env = environment(folder, 1024) | {"DESKQ_DATABASE_URL": url}
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE).stdout
    return OfficeCopy(folder, url, json.loads(said))


def _make() -> dict[str, str]:
    made = create_app()
    with made.app_context():
        upgrade()
        office = office_demo.create_demo_office(PASSWORD)
        assert office is not None
        tokens = {role: create_token(office, role) for role in ROLES}
    close(made)
    return tokens


if __name__ == "__main__":
    print(json.dumps(_make()))
