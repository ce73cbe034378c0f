"""Many screens in one load client: raw websockets that note which version came when.

The framing is written by hand, so that the load client costs little of the machine that it shares with the server.
"""

import asyncio
import re
import struct
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

STATE = re.compile(rb'^42\["state",\{"version":(\d+),')
CUE = re.compile(rb'^42\["call",\{"call":(\d+),"code":"(\w+)","counter":(\d+).*?"again":(\d+)', re.DOTALL)
SECONDS = 20  # the longest wait for anything
#: Bytes of a message that are looked at, and those within which a state says its version.
HEAD, VERSION_WITHIN = 2000, 64


@lru_cache(50)
def version_of(begin: bytes) -> int | None:
    """The version of a state, whose first words are enough. Many screens get the same: they are read once, so that the
    client costs little."""
    found = STATE.match(begin)
    return int(found[1]) if found else None


@lru_cache(50)
def cue_of(words: bytes) -> tuple[int, bytes, int, int] | None:
    """Call, code, counter and how often it was called again, of a cue."""
    found = CUE.match(words)
    return (int(found[1]), found[2], int(found[3]), int(found[4])) if found else None


class ScreenSockets:
    """The sockets together: who has which version, and when it came. ``payload_bytes``: the largest state that was sent
    to all, not the one with which each begins."""

    def __init__(self) -> None:
        self.open: list[ScreenSocket] = []
        self.payload_bytes = 0
        self.lost = 0
        self._wanted = 0
        self._missing: set[ScreenSocket] = set()
        self._all = asyncio.Event()

    async def connect(self, url: str, count: int, first: str, headers: Mapping[str, str] | None = None) -> None:
        where = urlsplit(url)
        loop = asyncio.get_running_loop()
        for begin in range(0, count, 50):
            group = [ScreenSocket(self, where.netloc, first, headers or {}) for _ in range(min(50, count - begin))]
            await asyncio.gather(*(loop.create_connection(lambda s=s: s, where.hostname, where.port) for s in group))
            await asyncio.wait_for(asyncio.gather(*(screen.ready for screen in group)), SECONDS)
            self.open += group

    def took(self, screen: "ScreenSocket", version: int, size: int) -> None:
        self.payload_bytes = max(self.payload_bytes, size)
        if version >= self._wanted:
            self._missing.discard(screen)
            if not self._missing:
                self._all.set()

    def left(self, screen: "ScreenSocket") -> None:
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


class ScreenSocket(asyncio.Protocol):
    """One websocket: upgrade, Socket.IO connect, ``first`` message; then pongs, and the version of each state."""

    transport: asyncio.Transport
    root = ""  #: before the path of the socket: "/o/north" of an office among several

    def __init__(self, screens: ScreenSockets, host: str, first: str, headers: Mapping[str, str]) -> None:
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.version = -1
        self.came: list[tuple[int, float]] = []
        self._screens, self._host, self._first, self._headers = screens, host, first, headers
        self.rest = b""  #: of a message that has not come as a whole
        self._upgraded = False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        more = "".join(f"{name}: {value}\r\n" for name, value in self._headers.items())
        transport.write(
            f"GET {self.root}/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: {self._host}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZGVza3EgaXMgaW4gbGluZQ==\r\n"
            f"{more}\r\n".encode()
        )

    def say(self, words: str) -> None:
        """A short text frame, masked with zeros: allowed, and free."""
        self.transport.write(bytes([0x81, 0x80 | len(words), 0, 0, 0, 0]) + words.encode())

    def data_received(self, data: bytes) -> None:
        buffer = self.rest + data if self.rest else data
        if not self._upgraded:
            head, end, rest = buffer.partition(b"\r\n\r\n")
            if not end:
                self.rest = buffer
                return
            if b" 101 " not in head:
                self.transport.close()
                return
            self._upgraded, buffer = True, rest
        self.rest = self._frames(buffer)

    def _frames(self, buffer: bytes) -> bytes:
        """Take the whole frames; returns the rest."""
        at = 0
        while len(buffer) - at >= 2:
            size, begin = buffer[at + 1] & 0x7F, at + 2
            if size >= 126:
                form, begin = (">H", at + 4) if size == 126 else (">Q", at + 10)
                if len(buffer) < begin:
                    break
                (size,) = struct.unpack(form, buffer[at + 2 : begin])
            if len(buffer) < begin + size:
                break
            self._take(buffer[begin : begin + min(size, HEAD)], size)
            at = begin + size
        return buffer[at:]

    def _take(self, words: bytes, size: int) -> None:
        """The first words of a message of ``size`` bytes."""
        if words.startswith(b"42"):
            if (version := version_of(words[:VERSION_WITHIN])) is not None:
                self.took(version, size, time.perf_counter())
        elif words == b"2":
            self.say("3")
        elif words.startswith(b"0{"):
            self.say("40")
        elif words.startswith(b"40"):
            self.say(self._first)

    def took(self, version: int, size: int, moment: float) -> None:
        """A state of ``size`` bytes came at ``moment``, in seconds of time.perf_counter."""
        self.version = max(self.version, version)
        self.came.append((self.version, moment))
        is_first = not self.ready.done()
        self._screens.took(self, self.version, 0 if is_first else size)
        if is_first:
            self.ready.set_result(None)

    def when(self, version: int) -> float:
        return next(moment for got, moment in self.came if got >= version)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("the server closed a screen before it was ready"))
        self._screens.left(self)


class HallSocket(ScreenSocket):
    """The socket of a screen that also notes its cues."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.cues: list[tuple[int, bytes, int, int]] = []

    def _take(self, words: bytes, size: int) -> None:
        if words.startswith(b'42["call"') and (cue := cue_of(words)) is not None:
            self.cues.append(cue)
        else:
            super()._take(words, size)
