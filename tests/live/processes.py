"""Several real servers on one database, and a lobby screen that is connected to one of them."""

import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic

from websockets.sync.client import connect

from tests.conftest import KEY
from tests.e2e.app_forks import Fork
from tests.load.bench_server import environment, free_port, wait_until_up
from tests.load.seeded_server import tokens

PATIENCE = 10


class Servers:
    """``ports`` of the servers, and tokens that hold at all of them."""

    def __init__(self, env: dict[str, str], ports: list[int]) -> None:
        self.ports = ports
        self._tokens = dict(zip(("kiosk", "clerk", "lobby"), tokens(env["DESKQ_DATABASE_URL"]), strict=True))

    def post(self, server: int, role: str, to: str, **body: object) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {self._tokens[role]}", "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{self.ports[server]}/api/v1{to}"
        asked = urllib.request.Request(address, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return json.load(answer)


@contextmanager
def servers(folder: Path, database_url: str, redis_url: str, count: int = 2) -> Iterator[Servers]:
    """Serving a database that has the demo office; ended with the block."""
    ports = [free_port() for _ in range(count)]
    mine = {"SECRET_KEY": KEY, "DATABASE_URL": database_url, "REDIS_URL": redis_url}
    env = environment(folder, ports[0]) | {f"DESKQ_{name}": value for name, value in mine.items()}
    with ExitStack() as ends:
        for port in ports:
            ends.enter_context(_serving({**env, "DESKQ_PORT": str(port)}))
        for port in ports:
            wait_until_up(port)
        yield Servers(env, ports)


@contextmanager
def _serving(env: dict[str, str]) -> Iterator[None]:
    process = Fork(("run.py",), env)
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def lobby_at(port: int) -> Iterator["Lobby"]:
    with connect(f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket", compression=None) as line:
        yield Lobby(line)


class Lobby:
    """A lobby screen: it has watched, and got its first state."""

    def __init__(self, line: object) -> None:
        self._line = line
        self._next()
        line.send("40")
        self._next()
        line.send('42["watch",{"screen":"lobby","lang":"fa"}]')
        self.version = self.until("state")["version"]

    def until(self, event: str, version: int = 0) -> dict[str, object]:
        """The next event of this name (a state: of this version at least)."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            text = self._next()
            if text.startswith("42"):
                name, what = json.loads(text[2:])
                if name == event and what.get("version", version) >= version:
                    return what
        raise TimeoutError(event)

    def _next(self) -> str:
        text = self._line.recv(timeout=PATIENCE)
        if text == "2":
            self._line.send("3")
        return text


REDIS = os.environ.get("DESKQ_TEST_REDIS", "redis://127.0.0.1:6379/0")
NOBODY = "redis://127.0.0.1:1/0"
