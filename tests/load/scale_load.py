"""Visitors of many offices: each takes a ticket, and a counter calls, serves and finishes somebody for it.

``steady`` sends them at a pace that does not depend on the answers; ``fast`` as quickly as the counters can work.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

import uvloop

from tests.load import screen_receiver
from tests.load.bench_http import ApiConnection
from tests.load.scale_stack import OfficeAccess, Stack
from tests.load.screens import SECONDS, HallSocket, ScreenSockets

SERVICES = ("renewal_levy", "notary_clearance", "building_permit", "art100", "art77", "utility_inquiry")
WATCH = '42["watch",{"screen":"lobby","lang":"fa","parts":true}]'
SETTLED = 3.0  # seconds after the last visit in which its cues may still come
IDLE = 5.0  # seconds after which a connection is not used again; nginx keeps it for at least ten
PAUSE = 0.5  # seconds at a counter between two presses of one visit, at a steady pace


@dataclass
class Seen:
    """What clients saw. ``issued`` and ``done`` are acknowledged tickets, {office: ids}; ``called`` those that were
    called, each time; ``clicks`` milliseconds of every press; ``refused`` answers that were no success."""

    clicks: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    issued: dict[int, list[int]] = field(default_factory=dict)
    done: dict[int, list[int]] = field(default_factory=dict)
    called: dict[int, list[tuple[int, str, int, float]]] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    cues_missing: int = 0
    cues_twice: int = 0
    cues_of_others: int = 0
    screens_lost: int = 0

    @property
    def visits(self) -> int:
        return sum(len(ids) for ids in self.done.values())

    @property
    def per_second(self) -> float:
        """Presses a second."""
        return len(self.clicks) / self.seconds

    def click(self, percent: int) -> float:
        return quantiles(self.clicks, n=100)[percent - 1]

    def lag(self, percent: int) -> float:
        """From the click of a call until the last lobby of its office has it."""
        return quantiles(self.lags, n=100)[percent - 1]


class Line:
    """A kept connection with a token; it is opened again where nginx closes it: after a pause, or many requests."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._connection: ApiConnection | None = None
        self._used = 0.0

    async def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self._connection is None or self._connection.ends or time.perf_counter() - self._used > IDLE:
            self.close()
            self._connection = await ApiConnection("127.0.0.1", self._port, self._token).open()
        self._used = time.perf_counter()
        return await self._connection.post(path, body)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


class Office:
    """The connections of one office: a kiosk, a clerk at each counter, and its lobby screens."""

    def __init__(self, stack: Stack, access: OfficeAccess, counters: int, seen: Seen) -> None:
        self.stack, self.access, self.seen = stack, access, seen
        self.numbers = list(range(101, 101 + counters))
        self.lobbies: list[HallSocket] = []
        for kept in (seen.issued, seen.done, seen.called):
            kept.setdefault(access.id, [])

    def open(self) -> "Office":
        self.kiosk = Line(self.stack.port, self.access.kiosk)
        self.clerks = [Line(self.stack.port, self.access.clerk) for _ in self.numbers]
        self.free: asyncio.Queue[int] = asyncio.Queue()
        for index in range(len(self.numbers)):
            self.free.put_nowait(index)
        self.issuing = asyncio.Lock()
        return self

    async def watch(self, screens: ScreenSockets, count: int) -> None:
        cookie = await asyncio.to_thread(self.stack.lobby_cookie, self.access)
        host, port, loop = "127.0.0.1", self.stack.port, asyncio.get_running_loop()
        self.lobbies = [HallSocket(screens, f"{host}:{port}", WATCH, {"Cookie": cookie}) for _ in range(count)]
        for one in self.lobbies:
            one.root = self.access.root
            await loop.create_connection(lambda one=one: one, host, port)
            await asyncio.wait_for(one.ready, SECONDS)
        screens.open += self.lobbies

    async def visit(self, number: int, pause: float = 0.0) -> None:
        """One takes a ticket, then a free counter serves the next one."""
        async with self.issuing:
            ticket = await self._press(self.kiosk, "tickets", {"service": SERVICES[number % len(SERVICES)]})
        if ticket is None:
            return
        self.seen.issued[self.access.id].append(ticket["id"])
        index = await self.free.get()
        try:
            await self._serve(index, pause)
        finally:
            self.free.put_nowait(index)

    async def _serve(self, index: int, pause: float) -> None:
        line, counter = self.clerks[index], self.numbers[index]
        began = time.perf_counter()
        called = await self._press(line, f"counters/{counter}/calls")
        if called is None:
            return
        self.seen.called[self.access.id].append((called["id"], called["code"], counter, began))
        for verb in ("service", "completion"):
            await asyncio.sleep(pause)
            if await self._press(line, f"tickets/{called['id']}/{verb}") is None:
                return
        self.seen.done[self.access.id].append(called["id"])

    async def _press(self, line: "Line", path: str, body: dict[str, Any] | None = None) -> dict[str, Any] | None:
        began = time.perf_counter()
        status, answer = await line.post(f"/api/v1/{path}", body or {})
        self.seen.clicks.append(1000 * (time.perf_counter() - began))
        if status >= 300:
            self.seen.refused[f"{status} {answer.get('type', '')} {path.rpartition('/')[2]}"] += 1
            return None
        return answer

    def close(self) -> None:
        for line in (self.kiosk, *self.clerks):
            line.close()


def steady(stack: Stack, offices: list[OfficeAccess], counters: int, lobbies: int, pace: float, seconds: float) -> Seen:
    """``pace`` visitors a second in each office, for ``seconds``, with so many lobby screens each."""

    async def come(office: Office, shift: float) -> None:
        loop, visits = asyncio.get_running_loop(), []
        begin = loop.time() + shift / pace
        for number in range(int(pace * seconds)):
            await asyncio.sleep(max(0.0, begin + number / pace - loop.time()))
            visits.append(asyncio.create_task(office.visit(number, PAUSE)))
        await asyncio.gather(*visits)

    async def work(found: list[Office]) -> None:
        await asyncio.gather(*(come(office, index / len(found)) for index, office in enumerate(found)))

    return uvloop.run(_with_offices(stack, offices, counters, lobbies, work, every_cue=True))


def fast(stack: Stack, offices: list[OfficeAccess], counters: int, visitors: int, lobbies: int = 0) -> Seen:
    """``visitors`` in each office, each as soon as a counter is free. Visits end at once: a call may be over before a
    lobby is told of it, and does not ring then: cues may be missing, but never come twice or elsewhere."""

    async def serve(office: Office, numbers: Any) -> None:
        for number in numbers:
            await office.visit(number)

    async def work(found: list[Office]) -> None:
        shared = [iter(range(visitors)) for _ in found]
        at_once = [(office, numbers) for office, numbers in zip(found, shared, strict=True) for _ in office.numbers]
        await asyncio.gather(*(serve(office, numbers) for office, numbers in at_once))

    return uvloop.run(_with_offices(stack, offices, counters, lobbies, work))


async def _with_offices(
    stack: Stack,
    offices: list[OfficeAccess],
    counters: int,
    lobbies: int,
    work: Callable[[list[Office]], Awaitable[None]],
    every_cue: bool = False,
) -> Seen:
    seen, screens = Seen(), ScreenSockets()
    found = [Office(stack, access, counters, seen).open() for access in offices]
    for office in found:
        await office.watch(screens, lobbies)
    async with screen_receiver.read_in_c([one for office in found for one in office.lobbies]):
        began = time.perf_counter()
        await work(found)
        seen.seconds = time.perf_counter() - began
    await _cues(found, seen, every_cue)
    seen.screens_lost = screens.lost
    screens.close()
    for office in found:
        office.close()
    return seen


async def _cues(found: list[Office], seen: Seen, every_cue: bool) -> None:
    """Wait for the last call on every lobby; compare what was called with what rang there, and in which office."""
    end = time.perf_counter() + (SECONDS if every_cue else SETTLED)
    for office in found:
        calls = seen.called[office.access.id]
        while any(len(one.cues) < len(calls) for one in office.lobbies) and time.perf_counter() < end:
            await asyncio.sleep(0.05)
        wanted = {(code, counter): began for _, code, counter, began in calls}
        for one in office.lobbies:
            rang = Counter((code.decode(), counter) for _, code, counter, _ in one.cues)
            seen.cues_missing += len(wanted.keys() - rang.keys()) if every_cue else 0
            seen.cues_of_others += len(rang.keys() - wanted.keys())
            seen.cues_twice += sum(times - 1 for times in rang.values())
        ids = {(code.decode(), counter): call for one in office.lobbies for call, code, counter, _ in one.cues}
        for name, began in wanted.items():
            if name in ids and all(one.version >= ids[name] for one in office.lobbies):
                seen.lags.append(1000 * (max(one.when(ids[name]) for one in office.lobbies) - began))
