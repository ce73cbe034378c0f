"""Lobby screens that lose their server and come back as pages do: with the pauses, the time-out and the ``since`` of
connection.js and live.js, and with their memory of what has rung."""

import asyncio
import random
import re
from collections import Counter
from contextlib import suppress
from time import monotonic
from typing import Any

from tests.load.bench_server import PATIENCE, ROOT, RunningServer, paired_cookie
from tests.load.load_client import ApiClient
from tests.load.screens import ScreenSocket, ScreenSockets, cue_of

CONNECTION = (ROOT / "static/js/connection.js").read_text()


def _found(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    assert found is not None, f"not in the scripts of the pages: {pattern}"
    return float(found[1])


#: Seconds: the longest pause before the next attempt, and how long the first attempt and the first `watch` may take.
LONGEST = _found(r"REDIAL = (\d+)", CONNECTION) / 1000
ATTEMPT = _found(r"ATTEMPT = (\d+)", CONNECTION) / 1000
ANSWER = _found(r"ANSWER = (\d+)", CONNECTION) / 1000
LEAST = _found(r"ms \* \((0\.\d+) \+ 0\.\d+ \* Math\.random", CONNECTION)
MOST_PATIENT = int(_found(r"MOST_PATIENT = (\d+)", CONNECTION))


class Screen:
    """One page. ``rang`` counts each (call, again) that rings: what it has rung already, a page ignores."""

    def __init__(self, screens: "Screens") -> None:
        self.screens = screens
        self.rang: Counter[tuple[int, int]] = Counter()
        self.version = -1  # of the newest state of the present connection
        self.live_at = 0.0
        self.attempts = self.failed = 0
        self._last = self._since = -1
        self._rung: dict[int, int] = {}

    def __repr__(self) -> str:
        return f"<version {self.version}, since {self._since}, attempts {self.attempts}, rang {dict(self.rang)}>"

    @property
    def watch(self) -> str:
        since = f',"since":{self._since}' if self._since >= 0 else ""
        return f'42["watch",{{"screen":"lobby","lang":"fa","parts":true{since}}}]'

    def state(self, version: int) -> None:
        self.live_at = self.live_at if self.version >= 0 else monotonic()
        self._since = self._last if self._last >= 0 else version
        self._last = self.version = version
        self.screens.changed.set()

    def cue(self, call: int, again: int) -> None:
        if again > self._rung.get(call, -1):
            self._rung[call] = again
            self.rang[call, again] += 1
            self.screens.changed.set()

    async def live(self, port: int, headers: dict[str, str]) -> None:
        """Until it is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            line, self.version = _Line(self, f"127.0.0.1:{port}", headers), -1
            self.attempts += 1
            self.failed += 1
            patience = min(self.failed, MOST_PATIENT)
            try:
                async with asyncio.timeout(ATTEMPT * patience):
                    await loop.create_connection(lambda line=line: line, "127.0.0.1", port)
                    await line.opened
                async with asyncio.timeout(ANSWER * patience):
                    await line.answered
                self.failed = 0
                await line.lost
            except (OSError, TimeoutError):
                pass
            finally:
                line.close()
            self.version = -1
            await asyncio.sleep(random.uniform(LEAST, 1) * LONGEST)


class _Line(ScreenSocket):
    """One connection of a page."""

    def __init__(self, screen: Screen, host: str, headers: dict[str, str]) -> None:
        super().__init__(ScreenSockets(), host, "", headers)
        self.screen = screen
        loop = asyncio.get_running_loop()
        self.opened, self.answered, self.lost = (loop.create_future() for _ in range(3))

    def _take(self, words: bytes, size: int) -> None:
        if words.startswith(b"0{"):
            self.opened.set_result(None)
        if words.startswith(b"40"):
            self._first = self.screen.watch
        before = len(self.came)
        super()._take(words, size)
        if len(self.came) > before:
            self.screen.state(self.came[-1][0])
            if not self.answered.done():
                self.answered.set_result(None)
        elif (cue := cue_of(words)) is not None:
            call, _, _, again = cue
            self.screen.cue(call, again)

    def connection_lost(self, error: Exception | None) -> None:
        for waited in (self.lost, self.opened, self.answered):
            if not waited.done():
                waited.set_result(None)

    def close(self) -> None:
        transport: Any = getattr(self, "transport", None)
        if transport is not None:
            transport.abort()


class Screens:
    """``count`` lobby screens of the hall at ``port``; ``async with`` keeps them alive."""

    def __init__(self, port: int, count: int) -> None:
        self._headers = {"Cookie": paired_cookie(f"http://127.0.0.1:{port}")}
        self.all: list[Screen] = []
        self.changed = asyncio.Event()
        self._port, self._count = port, count
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> "Screens":
        self.open(self._count)
        return self

    def open(self, count: int) -> None:
        """So many more screens."""
        more = [Screen(self) for _ in range(count)]
        self.all += more
        self._tasks += [asyncio.create_task(screen.live(self._port, self._headers)) for screen in more]

    async def __aexit__(self, *error: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the connections are closed in the next round of the loop

    async def until(self, condition: Any) -> None:
        """Wait until ``condition(screen)`` is true of every screen."""
        end = monotonic() + 2 * PATIENCE
        while not all(condition(screen) for screen in self.all):
            self.changed.clear()
            left = [screen for screen in self.all if not condition(screen)]
            assert monotonic() < end, f"{len(left)} of {len(self.all)} screens never: {left[:5]}"
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self.changed.wait()


class Office:
    """A kiosk and a clerk at counter 2."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.post("clerk", "/counters/2/opening")

    def post(self, role: str, path: str, **body: object) -> dict[str, object]:
        client = ApiClient(self.server.port, getattr(self.server, role))
        status, answer = client.post(path, body)
        client.close()
        assert status < 300, answer
        return answer

    def call(self) -> dict[str, object]:
        self.post("kiosk", "/tickets", service="info_desk")
        return self.post("clerk", "/counters/2/calls")

    def end(self, ticket: dict[str, object]) -> None:
        self.post("clerk", f"/tickets/{ticket['id']}/absence")
