"""A worker of gunicorn that dies while PostgreSQL is away is replaced, and the server serves again when it is back."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.load.scale_stack import GUNICORN
from tests.load.seeded_server import SeededServer, serving
from tests.load.steady_presses import Presses
from tests.load.test_postgres_faults import RETURNED, database, held, ready
from tests.load.test_workers import workers
from tests.tools.postgres_server import Server
from tests.tools.waiting import until

__all__ = ["database"]
pytestmark = [pytest.mark.load, pytest.mark.postgres]
KILLS = 3
AWAY = (503, "unreachable")


@pytest.fixture(scope="module")
def server(database: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeededServer]:
    with serving(tmp_path_factory.mktemp("worker"), database.url, GUNICORN) as made:
        yield made


def answers(server: SeededServer, expected: tuple[int, str | None]) -> bool:
    try:
        return ready(server) == expected
    except OSError:  # nobody listens between two workers
        return False


def kill_the_worker(server: SeededServer) -> None:
    [killed] = workers(server)
    os.kill(killed, signal.SIGKILL)
    until(lambda: killed not in workers(server) and len(workers(server)) == 1 and answers(server, AWAY), 30)
    assert server.process.poll() is None, Path(server.instance / "log").read_text()[-3000:]


@pytest.mark.parametrize("seconds", [0, pytest.param(600, marks=pytest.mark.soak)])
def test_a_worker_that_is_killed_during_an_outage_is_replaced_and_serves_after_it(server, database, seconds):
    presses = Presses(server)
    until(lambda: answers(server, (200, None)))

    database.stop("immediate")
    end = monotonic() + seconds
    for _ in range(KILLS):
        kill_the_worker(server)
    until(lambda: monotonic() >= end, seconds + 10)
    kill_the_worker(server)
    database.start()

    until(lambda: answers(server, (200, None)), 30)
    due = held(server, database, presses)
    until(lambda: database.rows(RETURNED.format(due)), 30)
