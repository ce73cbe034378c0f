"""A real server with short periods, browsers with cookies, and raw websockets."""

import http.cookiejar
import json
import re
import shutil
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from deskq import create_app
from tests.conftest import KEY, PASSWORD, settings
from tests.e2e.app_forks import Fork
from tests.load.bench_server import environment, free_port, wait_until_up
from tests.tools.shared_app import close

PATIENCE = 10


class Desk:
    """``app`` stands for another process on the same database: the server learns of its events from the journal."""

    def __init__(self, port: int, log: Path, app: Flask, ends: ExitStack) -> None:
        self.port, self.app, self._ends = port, app, ends
        self._log = log

    def browser(self, name: str = "") -> "Browser":
        """With ``name``, signed in by the form."""
        made = Browser(self.port, self._ends)
        if name:
            made.post("/sign-in", "/sign-in", name=name, password=PASSWORD)
        return made

    def said(self) -> str:
        """The whole log of the server up to now."""
        return self._log.read_text()

    def assert_quiet(self) -> None:
        """No trace and only short lines in its log, and it still serves."""
        said = self.said()
        assert "Traceback" not in said, said[said.index("Traceback") :]
        assert "Exception" not in said, said
        assert max(map(len, said.splitlines()), default=0) < 160
        self.browser().get("/healthz")


class Browser:
    def __init__(self, port: int, ends: ExitStack) -> None:
        self._ends = ends
        self.address = f"127.0.0.1:{port}"
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self._opener.open(f"http://{self.address}{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def post(self, path: str, page: str, **form: str) -> str:
        """Submit the form of a page, with the page's CSRF token."""
        token = re.search(r'name="csrf-token" content="([^"]+)"', self.get(page))
        assert token is not None
        sent = urllib.parse.urlencode({**form, "csrf_token": token[1]}).encode()
        with self._opener.open(f"http://{self.address}{path}", sent, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def socket(self) -> "Socket":
        held = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        address = f"ws://{self.address}/socket.io/?EIO=4&transport=websocket"
        line = connect(address, additional_headers={"Cookie": held} if held else None, compression=None)
        return Socket(self._ends.enter_context(line))


class Socket:
    """A raw websocket; ``join`` opens the Socket.IO session, ``watch`` asks and gives the acknowledgement."""

    def __init__(self, line: object) -> None:
        self.line = line
        self._asked = 0

    def join(self) -> "Socket":
        self.line.send("40")
        self.until("40")
        return self

    def watch(self, screen: str, **more: object) -> dict[str, object]:
        self._asked += 1
        self.line.send(f"42{self._asked}" + json.dumps(["watch", {"screen": screen, "lang": "fa", **more}]))
        (answer,) = json.loads(self.until(f"43{self._asked}["))
        return answer

    def until(self, begin: str) -> str:
        """What follows ``begin`` in the next frame that begins so."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            text = self.line.recv(timeout=PATIENCE)
            if text == "2":
                self.line.send("3")
            if text.startswith(begin):
                return text[len(begin) - begin.endswith("[") :]
        raise TimeoutError(begin)

    def gone(self) -> str:
        """The reason of ``gone``; the server closes the connection afterwards."""
        (_, why) = json.loads(self.until('42["gone"').join(['["gone"', ""]))
        assert self.closed()
        return why["reason"]

    def closed(self) -> bool:
        """Whether the server closes the connection within ``PATIENCE``."""
        try:
            self.until("nothing")
        except ConnectionClosed:
            return True
        except TimeoutError:
            pass
        return False

    def leave(self) -> None:
        self.line.close()


@contextmanager
def running(folder: Path, seeded: Path, **more: str) -> Iterator[Desk]:
    """Serving on a copy of the seeded office, sessions of one minute, ``more`` settings; ended with the block."""
    port, log = free_port(), folder / "log"
    url = f"sqlite:///{shutil.copy(seeded, folder / 'office.sqlite')}"
    mine = {"DATABASE_URL": url, "SECRET_KEY": KEY, "DEMO": "0", "SESSION_MINUTES": "1", "RATE_LIMITS": "on"}
    env = environment(folder, port) | {f"DESKQ_{name}": value for name, value in (mine | more).items()}
    app = create_app(settings(url))
    process = Fork(("-m", "tests.live.fast_recheck_server"), env, log)
    try:
        wait_until_up(port)
        with ExitStack() as ends:
            yield Desk(port, log, app, ends)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        close(app)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, seeded_file) -> Iterator[Desk]:
    """A server for all tests of a module."""
    with running(tmp_path_factory.mktemp("desk"), seeded_file) as made:
        yield made
