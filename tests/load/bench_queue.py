"""Issues and calls a second over HTTP with a long queue, with and without idempotency keys, on either database."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load import bench_http, bench_office


@dataclass(frozen=True)
class Rate:
    """What one press of a kind costs when so many people wait."""

    act: str
    waiting: int
    clients: int
    keys: bool
    per_second: float
    p50: float
    p99: float


#: Counters of the largest hall.
HALL = 30


def measure(folder: Path, database: str, waiting: int, total: int, clients: int = 16) -> Iterator[Rate]:
    """``total`` tickets issued while as many counters as a large hall has are open, then as many called, each at a
    counter that has nobody; without and with idempotency keys."""
    counters = 2 * total + clients
    with bench_office.running(folder, counters=counters, people=waiting, database=database) as server:
        presses = {
            "open": (server.clerk, bench_http.opener(server.counters[:HALL])),
            "open others": (server.clerk, bench_http.opener(server.counters[HALL:])),
            "issue": (server.kiosk, bench_http.issue),
            "call": (server.clerk, bench_http.caller(iter(server.counters))),
        }

        def press(act: str, times: int, keys: bool = False) -> dict[str, float]:
            token, do = presses[act]
            found = asyncio.run(bench_http.measure("127.0.0.1", server.port, [token] * clients, times, do, keys))
            assert not found["refused"], f"{found['refused']} of {act} were refused"
            return found

        def rate(act: str, keys: bool) -> Rate:
            found = press(act, total, keys)
            return Rate(act, waiting, clients, keys, found["per_second"], found["p50"], found["p99"])

        press("open", HALL)
        press("issue", clients)
        for keys in (False, True):
            yield rate("issue", keys)
        press("open others", counters - HALL)
        press("call", clients)
        for keys in (False, True):
            yield rate("call", keys)


if __name__ == "__main__":  # python -m tests.load.bench_queue PostgreSQL 4000 400 16
    with TemporaryDirectory() as made:
        for rate in measure(Path(made), sys.argv[1], *map(int, sys.argv[2:])):
            print(rate, flush=True)
