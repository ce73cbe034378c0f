"""Runs the tiny server of these tests, and waits for what it reports about itself."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.e2e.app_forks import Fork
from tests.load.bench_server import environment, free_port, wait_until_up

from .websocket_client import Line


class Desk:
    def __init__(self, process: Fork, port: int) -> None:
        self.process = process
        self.port = port
        self._lines: list[Line] = []

    def get(self, path: str) -> dict[str, int]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            text = connection.getresponse().read()
        finally:
            connection.close()
        return dict(json.loads(text or "{}"))

    def line(self, receive_buffer: int = 0, offer: str = "", session: str = "") -> Line:
        self._lines.append(Line(self.port, receive_buffer, offer, session))
        return self._lines[-1]

    def until(self, true: Callable[[dict[str, int]], bool], seconds: float = 10) -> dict[str, int]:
        """Ask for the state of the clients until it is as expected."""
        end = time.monotonic() + seconds
        while not true(said := self.get("/clients")):
            assert time.monotonic() < end, said
        return said

    def hang_up(self) -> None:
        for line in self._lines:
            line.close()


def start(port: int, log: Path, **env: str) -> Fork:
    """A tiny server on this port; its errors are written to ``log``."""
    words = ("-m", "tests.live.transport.socket_server", str(port))
    return Fork(words, {**environment(log.parent, port), **env}, log)


@contextmanager
def serving(**env: str) -> Iterator[Desk]:
    """A server of its own; whatever is done with it, its error output must have no trace."""
    port = free_port()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "errors"
        process = start(port, log, **env)
        try:
            wait_until_up(port)
            desk = Desk(process, port)
            yield desk
            desk.hang_up()
            process.terminate()
            process.wait(5)
        finally:
            process.kill()
            process.wait(5)
        assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving() as made:
        yield made


@pytest.fixture
def patient_desk() -> Iterator[Desk]:
    """Accepts upgrades, and leaves clients that poll or read slowly time to answer its pings."""
    with serving(TINY_UPGRADES="1", TINY_PING="20") as made:
        yield made
