"""Group commit against SQLite's own ``synchronous=FULL``: tickets a second and their latency over HTTP, in one run.

Both ways alternate in one server within seconds, with the order reversed in each round: other work on the machine meets
both. The ratio is the median of the rounds' ratios, the p99 that of all their tickets together.
"""

import asyncio
import time
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import uvloop

from tests.load.bench_http import ApiConnection, issue
from tests.load.bench_office import running
from tests.load.bench_server import RunningServer

WAYS = ("group", "full")
SYNCHRONOUS = {"group": b"1", "full": b"2"}  #: as SQLite's pragma says it: NORMAL, FULL
CLIENTS = (1, 4, 16)
SLOWER = (0, 10)  #: milliseconds that a flush takes longer: the disk as it is, and a slow one
WARM = 0.1  #: seconds after each switch that do not count: connections and statements are new


@dataclass
class Tickets:
    """Of one way with a number of clients: tickets a second by round, and the seconds that each took."""

    rates: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def p99_ms(self) -> float:
        return quantiles(self.took, n=100, method="inclusive")[98] * 1000


@dataclass
class Comparison:
    slower: int
    clients: int
    group: Tickets
    full: Tickets

    @property
    def ratios(self) -> list[float]:
        """FULL ÷ group commit, tickets a second, by round."""
        return [full / group for full, group in zip(self.full.rates, self.group.rates, strict=True)]


def measure(folder: Path, rounds: int, seconds: float) -> list[Comparison]:
    """``rounds`` × 12 measurements of ``seconds`` each."""
    found: dict[tuple[int, int, str], Tickets] = defaultdict(Tickets)
    with running(folder, program=("-m", "tests.load.commit_server")) as server:
        for number in range(rounds):
            for slower in SLOWER:
                for clients in CLIENTS:
                    for way in WAYS if number % 2 else reversed(WAYS):
                        _measure_once(server, way, slower, clients, seconds, found[slower, clients, way])
    return [
        Comparison(slower, clients, *(found[slower, clients, way] for way in WAYS))
        for slower in SLOWER
        for clients in CLIENTS
    ]


def _measure_once(server: RunningServer, way: str, slower: int, clients: int, seconds: float, into: Tickets) -> None:
    switched = urllib.request.urlopen(f"{server.address}/bench/commit/{way}/{slower}").read()
    assert switched == SYNCHRONOUS[way], f"SQLite commits otherwise: {switched!r}"
    uvloop.run(_issue(server, clients, WARM))
    begun = time.perf_counter()
    took = uvloop.run(_issue(server, clients, seconds))
    into.rates.append(len(took) / (time.perf_counter() - begun))
    into.took += took


async def _issue(server: RunningServer, clients: int, seconds: float) -> list[float]:
    """The seconds that each ticket took."""
    lines = [await ApiConnection("127.0.0.1", server.port, server.kiosk).open() for _ in range(clients)]
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def work(line: ApiConnection) -> None:
        while (begun := time.perf_counter()) < end:
            assert await issue(line, len(took)), "a ticket was refused"
            took.append(time.perf_counter() - begun)

    await asyncio.gather(*(work(line) for line in lines))
    for line in lines:
        line.close()
    return took
