"""Runs the tiny server of these tests, and waits for what it reports about itself."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .websocket_client import Line

HERE = Path(__file__).resolve().parents[3]


class Desk:
    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
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


def start(*arguments: str, **env: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-W",
        "error",
        "-W",
        "ignore:unclosed:ResourceWarning",
        "-m",
        "tests.live.transport.socket_server",
        *arguments,
    ]
    return subprocess.Popen(
        command, cwd=HERE, env=os.environ | env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@contextmanager
def serving(**env: str) -> Iterator[Desk]:
    """A server of its own; whatever is done with it, its error output must have no trace."""
    process = start(**env)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        desk = Desk(process, int(process.stdout.readline() or "0"))
        yield desk
        desk.hang_up()
        process.terminate()
        process.wait(5)
        said = process.stderr.read()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
    assert "Traceback" not in said, said


@pytest.fixture
def desk() -> Iterator[Desk]:
    with serving() as made:
        yield made


@pytest.fixture
def patient_desk() -> Iterator[Desk]:
    """Accepts upgrades, and leaves clients that poll time to answer its pings."""
    with serving(TINY_UPGRADES="1", TINY_PING="20") as made:
        yield made
