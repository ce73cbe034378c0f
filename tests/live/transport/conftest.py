"""Runs the tiny server of these tests, and waits for what it reports about itself."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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

    def line(self, receive_buffer: int = 0, offer: str = "") -> Line:
        self._lines.append(Line(self.port, receive_buffer, offer))
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


def start(*arguments: str) -> subprocess.Popen[str]:
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
    return subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A server of its own for each test; whatever the test did, its error output must have no trace."""
    process = start()
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
