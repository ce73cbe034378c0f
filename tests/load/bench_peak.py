"""The peak of a large hall: counters that call, people waiting, lobby screens and phones.

Each clerk calls, starts and finishes one visit in ``CYCLE`` seconds, and for each call a new ticket is issued, so that
the line stays as long as it is. Then come bursts: all clerks press within the same moment. Loopback only, bounded in
time.
"""

import asyncio
import re
import resource
import time
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from statistics import quantiles
from typing import Any

import uvloop

from tests.conftest import PASSWORD
from tests.load import screen_receiver
from tests.load.bench_http import ApiConnection
from tests.load.bench_server import RunningServer, cpu_seconds, paired_cookie
from tests.load.screens import HallSocket, ScreenSockets

CYCLE = 2.7  # seconds of one visit at a counter
SERVICES = ("renewal_levy", "notary_clearance", "building_permit", "art100", "art77", "utility_inquiry")
SECONDS = 20  # the longest wait for a screen
LATEST = 20  # seconds after the last call in which its cues still count


@dataclass(frozen=True)
class HallSize:
    """``together``: so many screens connect at once."""

    counters: int = 30
    waiting: int = 300
    lobbies: int = 200
    phones: int = 300
    together: int = 1000


@dataclass
class Call:
    """One press of a clerk on "next": when it was sent, which ticket was called where, and whether all others pressed
    in the same moment."""

    sent: float
    code: str
    counter: int
    in_burst: bool = False


@dataclass
class Peak:
    """Seconds for connecting, the first time and again when all were cut off, milliseconds of each press (``clicks``)
    and from the press until the last lobby screen had the call (``lobby``), the same of bursts; ``cues`` are
    those that rang on lobby screens, ``lost`` the screens that the server disconnected; ``board_bytes`` the largest
    state of a lobby but those with which each begins."""

    connected_s: float = 0.0
    again_s: float = 0.0
    clicks: list[float] = field(default_factory=list)
    lobby: list[float] = field(default_factory=list)
    burst_clicks: list[float] = field(default_factory=list)
    burst_lobby: list[float] = field(default_factory=list)
    calls: int = 0
    cues: int = 0
    cues_missing: int = 0
    cues_twice: int = 0
    phones_missing: int = 0
    lost: int = 0
    board_bytes: int = 0
    client_share: float = 0.0

    @property
    def faults(self) -> str:
        """What must not happen at any load; empty when nothing did."""
        counts = {
            "calls too few": self.calls < 2,
            "cues missing": self.cues_missing,
            "cues twice": self.cues_twice,
            "called phones without a cue": self.phones_missing,
            "screens disconnected": self.lost,
        }
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def percentile(took: list[float], percent: int) -> float:
    return quantiles(took, n=100)[percent - 1]


def measure(server: RunningServer, seconds: float, size: HallSize, bursts: int) -> Peak:
    """``server`` needs ``size.counters`` more counters. At most 20 bursts."""
    return uvloop.run(_Hall(server, size).run(min(seconds, 120), min(bursts, 20)))


class _Hall:
    def __init__(self, server: RunningServer, size: HallSize) -> None:
        self.server, self.size = server, size
        self.found = Peak()
        self.calls: list[Call] = []
        self.phones: dict[str, HallSocket] = {}
        self.lobbies: list[HallSocket] = []
        self.others: list[HallSocket] = []
        self.counters = server.counters[: size.counters]

    async def run(self, seconds: float, bursts: int) -> Peak:
        kiosks = [await self._line(self.server.kiosk) for _ in self.counters]
        clerks = [await self._line(self.server.clerk) for _ in self.counters]
        await asyncio.gather(
            *(self._press(line, f"counters/{at}/opening") for line, at in zip(clerks, self.counters, strict=True))
        )
        tickets = [
            ticket
            for begin in range(0, self.size.waiting, len(kiosks))
            for ticket in await asyncio.gather(
                *(self._issue(line, begin + number) for number, line in enumerate(kiosks[: self.size.waiting - begin]))
            )
        ]
        self.found = Peak()  # filling the hall is not measured
        await self._connect(tickets[: self.size.phones])
        async with screen_receiver.read_in_c([*self.lobbies, *self.others]):
            used, own = cpu_seconds(self.server.process.pid), _own_cpu()
            await self._work(clerks, kiosks, seconds)
            self.found.client_share = (_own_cpu() - own) / (cpu_seconds(self.server.process.pid) - used)
        self.found.board_bytes = self.of_lobbies.payload_bytes  # in a burst one state tells of several calls
        async with screen_receiver.read_in_c([*self.lobbies, *self.others]):
            for _ in range(bursts):
                await self._burst(clerks, kiosks)
        await self._count()
        for line in (*kiosks, *clerks):
            line.close()
        return self.found

    async def _work(self, clerks: list[ApiConnection], kiosks: list[ApiConnection], seconds: float) -> None:
        """Every clerk at its counter, each with a kiosk beside it."""
        self.end = time.perf_counter() + seconds
        self.issued = self.size.waiting
        lines = zip(clerks, kiosks, self.counters, strict=True)
        await asyncio.gather(*(self._clerk(line, kiosk, at, number) for number, (line, kiosk, at) in enumerate(lines)))

    async def _connect(self, tickets: list[dict[str, Any]]) -> None:
        """All screens at once: of a server that has drawn none before, then once more, as after a cut."""
        lobby = '42["watch",{"screen":"lobby","lang":"fa","parts":true}]'
        cookie = {"Cookie": await asyncio.to_thread(_sign_in, self.server.address)}
        paired = {"Cookie": await asyncio.to_thread(paired_cookie, self.server.address)}
        wanted = [(lobby, paired)] * self.size.lobbies
        wanted += [(f'42["watch",{{"screen":"counter","counter":{at},"lang":"fa"}}]', cookie) for at in self.counters]
        wanted += [(f'42["watch",{{"screen":"ticket","token":"{row["token"]}","lang":"fa"}}]', {}) for row in tickets]
        _, self.found.connected_s = await self._open(wanted)
        self._close_screens()
        sockets, self.found.again_s = await self._open(wanted)
        self.lobbies, self.others = sockets[: self.size.lobbies], sockets[self.size.lobbies :]
        self.phones = {row["code"]: one for row, one in zip(tickets, sockets[-len(tickets) :], strict=True)}

    async def _open(self, wanted: list[tuple[str, dict[str, str]]]) -> tuple[list[HallSocket], float]:
        """The sockets, and in how many seconds all of them had their state."""
        self.of_lobbies, self.of_others = ScreenSockets(), ScreenSockets()
        screens = [self.of_lobbies] * self.size.lobbies
        screens += [self.of_others] * (len(wanted) - len(screens))
        host, began = f"127.0.0.1:{self.server.port}", time.perf_counter()
        sockets = [
            HallSocket(each, host, first, headers) for each, (first, headers) in zip(screens, wanted, strict=True)
        ]
        for begin in range(0, len(sockets), self.size.together):
            await self._ready(sockets[begin : begin + self.size.together])
        self.of_lobbies.open += sockets[: self.size.lobbies]
        self.of_others.open += sockets[self.size.lobbies :]
        return sockets, time.perf_counter() - began

    async def _ready(self, sockets: list[HallSocket]) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.gather(
            *(loop.create_connection(lambda one=one: one, "127.0.0.1", self.server.port) for one in sockets)
        )
        await asyncio.wait_for(asyncio.gather(*(one.ready for one in sockets)), SECONDS)

    async def _clerk(self, line: ApiConnection, kiosk: ApiConnection, counter: int, number: int) -> None:
        await asyncio.sleep(CYCLE * number / self.size.counters)
        while time.perf_counter() < self.end:
            began = time.perf_counter()
            ticket = await self._press(line, f"counters/{counter}/calls")
            self.calls.append(Call(began, ticket["code"], counter))
            self.issued += 1
            await self._issue(kiosk, self.issued)
            for verb in ("service", "completion"):
                await asyncio.sleep(CYCLE / 3)
                await self._press(line, f"tickets/{ticket['id']}/{verb}")
            await asyncio.sleep(max(0.0, began + CYCLE - time.perf_counter()))

    async def _burst(self, clerks: list[ApiConnection], kiosks: list[ApiConnection]) -> None:
        """All clerks call in the same moment; then, not measured, everybody called is served one by one, which leaves
        the lobbies the time to show all of it, and as many come."""
        usual, self.found.clicks = self.found.clicks, []
        pairs = list(zip(clerks, self.counters, strict=True))
        began = time.perf_counter()
        tickets = await asyncio.gather(*(self._press(line, f"counters/{counter}/calls") for line, counter in pairs))
        self.found.burst_clicks += self.found.clicks
        self.calls += [Call(began, ticket["code"], at, True) for ticket, at in zip(tickets, self.counters, strict=True)]
        for verb in ("service", "completion"):
            for (line, _), ticket in zip(pairs, tickets, strict=True):
                await self._press(line, f"tickets/{ticket['id']}/{verb}")
        for kiosk in kiosks:
            self.issued += 1
            await self._issue(kiosk, self.issued)
        self.found.clicks = usual

    async def _line(self, token: str) -> ApiConnection:
        return await ApiConnection("127.0.0.1", self.server.port, token).open()

    async def _issue(self, line: ApiConnection, number: int) -> dict[str, Any]:
        return await self._press(line, "tickets", {"service": SERVICES[number % len(SERVICES)]})

    async def _press(self, line: ApiConnection, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        began = time.perf_counter()
        status, answer = await line.post(f"/api/v1/{path}", body or {})
        self.found.clicks.append(1000 * (time.perf_counter() - began))
        if status >= 300:
            raise RuntimeError(f"{path}: {status} {answer}")
        return answer

    async def _count(self) -> None:
        """Wait for the last call on every lobby, then compare what was called with what was shown and rang."""
        found, end = self.found, time.perf_counter() + LATEST
        wanted = {(call.code, call.counter): call for call in self.calls}
        while any(len(one.cues) < len(wanted) for one in self.lobbies) and time.perf_counter() < end:
            await asyncio.sleep(0.05)
        found.calls = len(wanted)
        ids = {(code.decode(), at): call for one in self.lobbies for call, code, at, _ in one.cues}
        found.lost = self.of_lobbies.lost + self.of_others.lost
        for name, call in wanted.items():
            when = [one.when(ids[name]) for one in self.lobbies if name in ids and one.version >= ids[name]]
            if len(when) == len(self.lobbies):
                of_call = found.burst_lobby if call.in_burst else found.lobby
                of_call.append(1000 * (max(when) - call.sent))
        for one in self.lobbies:
            rang = Counter((code.decode(), at) for _, code, at, _ in one.cues)
            found.cues += sum(rang.values())
            found.cues_missing += len(wanted.keys() - rang.keys())
            found.cues_twice += sum(times - 1 for times in rang.values())
        found.phones_missing = sum(
            code in self.phones and not self.phones[code].cues for code in (call.code for call in self.calls)
        )
        self._close_screens()

    def _close_screens(self) -> None:
        self.of_lobbies.close()
        self.of_others.close()


def _sign_in(address: str) -> str:
    """The session cookie of a clerk of the demo office, who may look at every counter."""
    jar = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{address}/sign-in").read().decode()
    token = re.search(r'name="csrf[-_]token"[^>]*(?:value|content)="([^"]+)"', page)
    given = {"name": "karimi", "password": PASSWORD, "csrf_token": token[1] if token else ""}
    browser.open(f"{address}/sign-in", urllib.parse.urlencode(given).encode()).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
