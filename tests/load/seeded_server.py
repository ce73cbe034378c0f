"""The real server on a copy of the seeded office: up in seconds, as no command has to be run before."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask_migrate import upgrade

from deskq import create_app
from deskq.access.api_tokens.service import create_token
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from deskq.office import queries as office_queries
from tests.conftest import KEY, PASSWORD, settings
from tests.e2e.app_forks import Fork
from tests.load.bench_server import ROOT, RunningServer, environment, free_port, wait_until_up
from tests.tools.shared_app import close

PATIENCE = 20


@dataclass
class SeededServer(RunningServer):
    """``kill`` is kill -9 of this process alone; ``start`` starts it again, with the same address."""

    env: dict[str, str] = field(default_factory=dict)
    program: Sequence[str] = ()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def start(self) -> None:
        self.process = _start(self.program, self.env, self.instance)
        wait_until_up(self.port)


@contextmanager
def running(folder: Path, seeded: Path, program: Sequence[str] = ("run.py",), **more: str) -> Iterator[SeededServer]:
    """Serves ``folder``/deskq.sqlite, a copy of ``seeded``; the process ends with the block. Its log is in ``log``."""
    shutil.copy(seeded, folder / "deskq.sqlite")
    with serving(folder, f"sqlite:///{folder / 'deskq.sqlite'}", program, **more) as server:
        yield server


@contextmanager
def serving(folder: Path, url: str, program: Sequence[str] = ("run.py",), **more: str) -> Iterator[SeededServer]:
    """Serves a database that has the demo office."""
    made = tokens(url)
    env = environment(folder, free_port()) | {"DESKQ_SECRET_KEY": KEY, "DESKQ_DATABASE_URL": url} | more
    process, port = _start(program, env, folder), int(env["DESKQ_PORT"])
    server = SeededServer(process, port, folder, *made, counters=[], env=env, program=program)
    try:
        wait_until_up(port)
        yield server
    finally:
        server.process.terminate()
        server.process.wait(PATIENCE)


def seed(url: str) -> None:
    """Migrate an empty database and put the demo office into it."""
    app = create_app(settings(url))
    with app.app_context():
        upgrade()
        office_demo.create_demo_office(PASSWORD)
    close(app)


def _start(program: Sequence[str], env: dict[str, str], folder: Path) -> "Fork | subprocess.Popen[bytes]":
    """gunicorn has to be loaded by its master; the others are forks of a process that has deskq loaded."""
    if "gunicorn" not in program:
        return Fork(program, env, folder / "log")
    with (folder / "log").open("ab") as log:
        return subprocess.Popen([sys.executable, *program], cwd=ROOT, env=env, stdout=log, stderr=log)


def tokens(url: str) -> list[str]:
    """API tokens of a kiosk, a clerk and a lobby."""
    app = create_app(settings(url))
    with app.app_context():
        office = office_queries.first_office(db.session())
        assert office is not None
        made = [create_token(office.id, role) for role in ("kiosk", "clerk", "lobby")]
    close(app)
    return made
