"""How long a call takes to reach every screen: N lobby sockets, calls pressed over HTTP, all on loopback.

``measure(office, clients, calls)`` needs a running deskq (``flask seed --office-only``, DESKQ_RATE_LIMITS=off) with
nobody at the counters, and its tokens. The framing is written by hand, so that the load client costs little of the
machine that it shares with the server.
"""

import asyncio
import http.client
import json
import re
import statistics
import struct
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

STATE = re.compile(rb'^42\["state",.*?"version":(\d+)', re.DOTALL)
WATCH = '42["watch",{"screen":"lobby","lang":"fa"}]'
SECONDS = 20  # the longest wait for anything


@dataclass(frozen=True)
class Office:
    """Where, with which tokens, and which counters by id: ``clerks`` maps each to the token of its clerk."""

    base_url: str
    kiosk: str
    lobby: str
    clerks: Mapping[int, str]
    service: str
    screen_headers: Mapping[str, str] = field(default_factory=dict)


def measure(office: Office, clients: int = 200, calls: int = 30) -> dict[str, Any]:
    """Milliseconds from sending the POST of a call until each client has its state: p50, p99 and of the last client."""
    return asyncio.run(_measure(office, min(clients, 5000), min(calls, 1000)))


class Screens:
    """The sockets together: who has which version, and when it came."""

    def __init__(self) -> None:
        self.open: list[Screen] = []
        self.payload_bytes = 0
        self.lost = 0
        self._wanted = 0
        self._missing: set[Screen] = set()
        self._all = asyncio.Event()

    async def connect(self, url: str, count: int, first: str, headers: Mapping[str, str] | None = None) -> None:
        where = urlsplit(url)
        loop = asyncio.get_running_loop()
        for begin in range(0, count, 50):
            group = [Screen(self, where.netloc, first, headers or {}) for _ in range(min(50, count - begin))]
            await asyncio.gather(*(loop.create_connection(lambda s=s: s, where.hostname, where.port) for s in group))
            await asyncio.wait_for(asyncio.gather(*(screen.ready for screen in group)), SECONDS)
            self.open += group

    def took(self, screen: "Screen", version: int, size: int) -> None:
        self.payload_bytes = max(self.payload_bytes, size)
        if version >= self._wanted:
            self._missing.discard(screen)
            if not self._missing:
                self._all.set()

    def left(self, screen: "Screen") -> None:
        """The server has let one go: it is counted, not waited for."""
        if screen in self.open:
            self.open.remove(screen)
            self.lost += 1
            self.took(screen, self._wanted, 0)

    async def all_have(self, version: int) -> None:
        """TimeoutError when one of them has still not got it after SECONDS: a broadcast was lost."""
        self._wanted = version
        self._missing = {screen for screen in self.open if screen.version < version}
        self._all.clear()
        if self._missing:
            await asyncio.wait_for(self._all.wait(), SECONDS)

    def milliseconds(self, since: float, version: int) -> list[float]:
        return [1000 * (screen.when(version) - since) for screen in self.open]

    def close(self) -> None:
        going, self.open = self.open, []
        for screen in going:
            screen.transport.close()


class Screen(asyncio.Protocol):
    """One websocket: upgrade, Socket.IO connect, ``first`` message; then pongs, and the version of each state."""

    transport: asyncio.Transport

    def __init__(self, screens: Screens, host: str, first: str, headers: Mapping[str, str]) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.version = -1
        self.came: list[tuple[int, float]] = []
        self._screens, self._host, self._first, self._headers = screens, host, first, headers
        self._buffer = b""
        self._upgraded = False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        more = "".join(f"{name}: {value}\r\n" for name, value in self._headers.items())
        transport.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZGVza3EgaXMgaW4gbGluZQ==\r\n"
            f"{more}\r\n".encode()
        )

    def say(self, words: str) -> None:
        """A short text frame, masked with zeros: allowed, and free."""
        self.transport.write(bytes([0x81, 0x80 | len(words), 0, 0, 0, 0]) + words.encode())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded:
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head:
                self.transport.close()
                return
            self._upgraded, self._buffer = True, rest
        self._frames()

    def _frames(self) -> None:
        at, buffer = 0, self._buffer
        while len(buffer) - at >= 2:
            size, begin = buffer[at + 1] & 0x7F, at + 2
            if size >= 126:
                form, begin = (">H", at + 4) if size == 126 else (">Q", at + 10)
                if len(buffer) < begin:
                    break
                (size,) = struct.unpack(form, buffer[at + 2 : begin])
            if len(buffer) < begin + size:
                break
            self._take(buffer[begin : begin + size])
            at = begin + size
        self._buffer = buffer[at:]

    def _take(self, words: bytes) -> None:
        if words == b"2":
            self.say("3")
        elif words.startswith(b"0{"):
            self.say("40")
        elif words.startswith(b"40"):
            self.say(self._first)
        elif found := STATE.match(words[:400]) or STATE.match(words):
            self.version = max(self.version, int(found[1]))
            self.came.append((self.version, time.perf_counter()))
            self._screens.took(self, self.version, len(words))
            if not self.ready.done():
                self.ready.set_result(None)

    def when(self, version: int) -> float:
        return next(moment for got, moment in self.came if got >= version)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the server closed a screen before it was ready"))
        self._screens.left(self)


class Desk:
    """The API over one kept connection: tickets in, calls out."""

    def __init__(self, office: Office) -> None:
        self.office = office
        where = urlsplit(office.base_url)
        self._connection = http.client.HTTPConnection(where.hostname or "127.0.0.1", where.port, timeout=SECONDS)
        self._present: dict[int, int] = {}

    def open(self) -> None:
        for counter, token in self.office.clerks.items():
            with suppress(RuntimeError):  # it is open already
                self.ask("POST", f"counters/{counter}/opening", token, {})

    def issue(self) -> None:
        self.ask("POST", "tickets", self.office.kiosk, {"service": self.office.service})

    def call(self, counter: int) -> float:
        """When the POST was sent."""
        began = time.perf_counter()
        self._present[counter] = self.ask("POST", f"counters/{counter}/calls", self.office.clerks[counter], {})["id"]
        return began

    def finish(self, counter: int) -> None:
        """Serve whoever is at the counter, so that it may call again."""
        ticket = self._present.pop(counter, None)
        for verb in ("service", "completion") if ticket is not None else ():
            self.ask("POST", f"tickets/{ticket}/{verb}", self.office.clerks[counter], {})

    def version(self) -> int:
        return int(self.ask("GET", "board", self.office.lobby)["version"])

    def ask(self, method: str, path: str, token: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body)
        self._connection.request(method, f"/api/v1/{path}", data, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return dict(json.loads(text))

    def close(self) -> None:
        self._connection.close()


async def _measure(office: Office, clients: int, calls: int) -> dict[str, Any]:
    screens, desk, each = Screens(), Desk(office), list[list[float]]()
    press = asyncio.to_thread
    try:
        await screens.connect(office.base_url, clients, WATCH, office.screen_headers)
        await press(desk.open)
        for number in range(calls):
            counter = list(office.clerks)[number % len(office.clerks)]
            await press(desk.issue)
            await press(desk.finish, counter)
            await screens.all_have(await press(desk.version))  # quiet: what is measured is the call alone
            began = await press(desk.call, counter)
            version = await press(desk.version)
            await screens.all_have(version)
            each.append(screens.milliseconds(began, version))
        return summary(each, screens)
    finally:
        screens.close()
        for counter in office.clerks:
            await press(desk.finish, counter)
        desk.close()


def summary(each: list[list[float]], screens: Screens) -> dict[str, Any]:
    """Over calls × clients; ``last`` is the median over the calls of the client that had it last."""
    taken = sorted(milliseconds for call in each for milliseconds in call)
    return {
        "clients": len(screens.open),
        "lost": screens.lost,
        "calls": len(each),
        "payload_bytes": screens.payload_bytes,
        "p50_ms": round(taken[len(taken) // 2], 2),
        "p99_ms": round(taken[int(len(taken) * 0.99)], 2),
        "last_ms": round(statistics.median(max(call) for call in each), 2),
    }
