"""Cost of a call after a thousand and after a million finished visits, and the longest press at a server with them."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import text

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls as calls_service
from deskq.queue.service import counters, serve
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from tests.load import bench_office
from tests.load.bench_server import RunningServer
from tests.load.load_client import ApiClient

PIECE = 50_000
INSERT = text("""
    WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :last)
    INSERT INTO ticket (office_id, day, series, number, code, service_id, priority_id, language, state, arrived_at,
        since, recalls, called_at, started_at, finished_at, outcome, served, ahead_at_issue, token_hash, counter_id)
    SELECT 1, 13900101 + i / 300, '', i, 'h' || i, 1 + i % 16, 1, 'fa', 'done', i * 1000000, i * 1000000, 0,
        i * 1000000, i * 1000000, i * 1000000, 'done', 1, 0, 'history ' || i, 1 + i % 6
    FROM n
""")


def measure(
    folder: Path, few: int = 1_000, many: int = 1_000_000, calls: int = 300, visits: int = 1_000
) -> dict[str, float]:
    """Median microseconds of a call with ``few`` and with ``many`` finished tickets, in one process without a server,
    and their ratio. Then milliseconds of the longest press of ``visits`` at a server with many, and of 99 of 100."""
    with bench_office.copied(folder) as copy:
        with copy.app(DEMO=True) as app, app.app_context():
            press = CounterAction(1, "bench", 2, None)
            counters.open_counter(press)
            _grow(0, few)
            _seconds(press, calls // 3)  # warm
            first = median(_seconds(press, calls))
            _grow(few, many)
            second = median(_seconds(press, calls))
            counters.close_counter(press)
            db.session.remove()
        with bench_office.serving(copy) as server:
            served = sorted(_served(server, visits))
    return {
        "few_us": first * 1_000_000,
        "many_us": second * 1_000_000,
        "ratio": second / first,
        "p99_ms": served[len(served) * 99 // 100] * 1000,
        "longest_ms": served[-1] * 1000,
    }


def _served(server: RunningServer, visits: int) -> Iterator[float]:
    """Seconds of each press of visits one after the other: a ticket, its call, beginning and end."""
    kiosk, clerk = (ApiClient(server.port, token) for token in (server.kiosk, server.clerk))

    def press(client: ApiClient, path: str, **body: str) -> tuple[float, int]:
        begun = perf_counter()
        status, answer = client.post(path, body)
        if status >= 300:
            raise RuntimeError(f"{path}: {status} {answer}")
        return perf_counter() - begun, int(answer.get("id", 0))

    press(clerk, "/counters/2/opening")
    for _ in range(visits):
        yield press(kiosk, "/tickets", service="renewal_levy")[0]
        took, ticket = press(clerk, "/counters/2/calls")
        yield took
        for verb in ("service", "completion"):
            yield press(clerk, f"/tickets/{ticket}/{verb}")[0]
    for client in (kiosk, clerk):
        client.close()


def _grow(first: int, last: int) -> None:
    for begin in range(first, last, PIECE):
        db.session.execute(INSERT, {"first": begin, "last": min(begin + PIECE, last)})
        db.session.commit()


def _seconds(press: CounterAction, calls: int) -> list[float]:
    """Of each of so many calls."""
    took = []
    for _ in range(calls):
        issue(1, "bench", NewTicket("renewal_levy", secrets.new()))
        begun = perf_counter()
        calls_service.call_next(press)
        took.append(perf_counter() - begun)
        serve.mark_absent(press)
    return took
