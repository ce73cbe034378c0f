"""The real server on a copy of the seeded office: up in seconds, as no command has to be run before."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deskq import create_app
from deskq.access.api_tokens.service import create_token
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from tests.conftest import KEY, settings
from tests.load.bench_server import ROOT, RunningServer, environment, free_port, wait_until_up
from tests.shared_app import close

PATIENCE = 20


@contextmanager
def running(folder: Path, seeded: Path, program: Sequence[str] = ("run.py",), **more: str) -> Iterator[RunningServer]:
    """Serves ``folder``/deskq.sqlite, a copy of ``seeded``; the process ends with the block. Its log is in ``log``."""
    shutil.copy(seeded, folder / "deskq.sqlite")
    tokens = _tokens(f"sqlite:///{folder / 'deskq.sqlite'}")
    env = environment(folder, free_port()) | {"DESKQ_SECRET_KEY": KEY} | more
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, *program], cwd=ROOT, env=env, stdout=log, stderr=log)
    try:
        wait_until_up(int(env["DESKQ_PORT"]))
        yield RunningServer(process, int(env["DESKQ_PORT"]), folder, *tokens, counters=[])
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _tokens(url: str) -> list[str]:
    """API tokens of a kiosk, a clerk and a lobby."""
    app = create_app(settings(url))
    with app.app_context():
        office = office_queries.first_office(db.session())
        assert office is not None
        made = [create_token(office.id, role) for role in ("kiosk", "clerk", "lobby")]
    close(app)
    return made
