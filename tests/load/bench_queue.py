"""Issues, and presses at counters, a second over HTTP with a long queue, with and without idempotency keys, on either
database."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load import bench_http, bench_office
from tests.load.bench_http import Hall, Measured

#: Counters of the largest hall.
LARGEST = 30
FEW = 8  #: clients whose longest wait has a target


@dataclass(frozen=True)
class Rate:
    """What one press of a kind costs when so many people wait."""

    act: str
    waiting: int
    clients: int
    keys: bool
    found: Measured


def measure(folder: Path, database: str, waiting: int, total: int, clients: int = 16) -> Iterator[Rate]:
    """``total`` tickets issued while as many counters as the largest hall has are open, then as many presses at some of
    these: call, begin the service, end it. Without and with idempotency keys; then by ``FEW`` clients without."""
    with bench_office.running(folder, counters=LARGEST, people=waiting, database=database) as server:
        hall, clerks, kiosks = Hall(server.counters), [server.clerk] * clients, [server.kiosk] * clients

        def rate(act: str, keys: bool, found: Measured, clients: int = clients) -> Rate:
            assert not found.refused, f"{found.refused} of {act} were refused"
            return Rate(act, waiting, clients, keys, found)

        rate("open", False, bench_http.measure(server.port, clerks, LARGEST, hall.open))
        rate("issue", False, bench_http.measure(server.port, kiosks, 2 * clients, bench_http.issue))
        for keys in (False, True):
            yield rate("issue", keys, bench_http.measure(server.port, kiosks, total, bench_http.issue, keys))
        rate("press", False, bench_http.measure(server.port, clerks, 2 * clients, hall.press))
        for keys in (False, True):
            yield rate("press", keys, bench_http.measure(server.port, clerks, total, hall.press, keys))
        few = min(FEW, clients)
        yield rate("issue", False, bench_http.measure(server.port, kiosks[:few], total, bench_http.issue), few)
        yield rate("press", False, bench_http.measure(server.port, clerks[:few], total, hall.press), few)


if __name__ == "__main__":  # python -m tests.load.bench_queue PostgreSQL 4000 400 16
    with TemporaryDirectory() as made:
        for rate in measure(Path(made), sys.argv[1], *map(int, sys.argv[2:])):
            print(f"{rate.act}, {rate.clients} clients, keys {rate.keys}: {rate.found.per_second:.0f}/s", flush=True)
