"""``make bench-scale``: many offices at once on nginx, gunicorn workers, PostgreSQL and Redis.

The full form: 20 offices of 30 counters. First a minute at twice the busiest hour, then the 3,000 visitors of a
whole day in each office as fast as they can be served. Then one worker against two (``bench_workers``). Last what one
more office costs a server that rests. ``smoke`` is the short form, whose figures mean nothing. Ends with an error when
a visitor was lost, called twice, or heard in another office, or when a target was missed. Loopback only, bounded in
count and time.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from time import sleep

from sqlalchemy import select

from deskq.core import garbage
from deskq.core.db import journal_check
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.estimate.simulation import ARRIVAL_PROFILE
from deskq.queue.models import Ticket
from tests.load import bench_workers, scale_load, scale_stack
from tests.load.bench_row import ROWS, Target, row
from tests.load.bench_server import cpu_seconds
from tests.load.scale_load import Seen
from tests.load.scale_stack import OfficeAccess, Stack

#: Share of a day's visitors who come in its busiest hour.
BUSIEST_HOUR = max(map(sum, pairwise(ARRIVAL_PROFILE))) / sum(ARRIVAL_PROFILE)


@dataclass(frozen=True)
class Size:
    """``visitors`` of a day in each office; ``lobbies`` in each; ``seconds`` of the steady pace and of resting;
    ``rounds`` of comparing workers, of ``sample`` visitors an office."""

    offices: int = 20
    counters: int = 30
    visitors: int = 3000
    lobbies: int = 3
    seconds: float = 60
    workers: int = 2
    rounds: int = 3
    sample: int = 60

    @property
    def pace(self) -> float:
        """Visitors a second in each office at twice the busiest hour."""
        return 2 * self.visitors * BUSIEST_HOUR / 3600


SMOKE = Size(offices=3, counters=2, visitors=30, lobbies=1, seconds=4, rounds=1, sample=5)


def main(size: Size) -> None:
    ROWS.is_short = size == SMOKE
    print(f"deskq bench-scale, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n", flush=True)
    with tempfile.TemporaryDirectory() as made, scale_stack.offices(size.offices, size.counters) as (url, offices):
        faults = _day(Path(made), url, offices, size)
        load = bench_workers.Load("one worker → two workers", 1.6, size.counters, size.sample, 0, size.rounds)
        bench_workers.compare(Path(made), url, offices, load)
    with tempfile.TemporaryDirectory() as made:
        _resting(Path(made), size)
    if faults:
        raise SystemExit(f"failed: {faults}")
    ROWS.end()


def _day(folder: Path, url: str, offices: list[OfficeAccess], size: Size) -> str:
    with _stack(folder / "day", url, offices, size, size.workers) as stack:
        paced = scale_load.steady(stack, offices, size.counters, size.lobbies, max(size.pace, 0.5), size.seconds)
        row(
            f"{size.offices} offices × {size.counters} counters, 2 × the busiest hour",
            f"{paced.per_second:.0f} presses/s",
        )
        clicks = f"p50 {paced.click(50):.0f}, p99 {paced.click(99):.0f} ms"
        row("  click", clicks, f"{len(paced.clicks)}", Target(paced.click(99), 250, "ms", "p99"))
        row("  click → last lobby of its office", f"p50 {paced.lag(50):.0f}, p99 {paced.lag(99):.0f} ms")
        whole = scale_load.fast(stack, offices, size.counters, size.visitors, size.lobbies)
        row(f"a day of {size.visitors} visitors an office", f"{whole.seconds:.0f} s, {whole.per_second:.0f} presses/s")
        row("  click, as fast as possible", f"p50 {whole.click(50):.0f}, p99 {whole.click(99):.0f} ms")
        row("  click → last lobby of its office", f"p50 {whole.lag(50):.0f}, p99 {whole.lag(99):.0f} ms")
    faults = ", ".join(
        found for found in (faults_of(url, offices, [paced, whole]), *map(screens_of, (paced, whole))) if found
    )
    row("  lost, double, refused, of other offices", faults or "none", f"{paced.visits + whole.visits} visits")
    return faults


def _resting(folder: Path, size: Size) -> None:
    """What one more office costs one worker that nobody asks anything."""
    found: dict[int, tuple[float, float]] = {}
    for count in (1, 1 + size.offices):
        with (
            scale_stack.offices(count, size.counters) as (url, offices),
            _stack(folder / f"{count}", url, offices, size, 1) as stack,
        ):
            found[count] = _rest(stack, size.seconds)
    (few_mb, few_cpu), (many_mb, many_cpu) = found.values()
    megabytes, share = (many_mb - few_mb) / size.offices, 100 * (many_cpu - few_cpu) / size.offices
    row("one more office, at rest", f"{megabytes:.2f} MB", "", Target(megabytes, 1, "MB"))
    row("  of a core", f"{share:.2f} %", f"{100 * few_cpu:.1f} % with one", Target(share, 0.2, "%"))


def _rest(stack: Stack, seconds: float) -> tuple[float, float]:
    """Megabytes of the worker, and its share of a core."""
    sleep(min(seconds, 1.2 * garbage.FIRST))  # what it does in its first minute is not measured
    (worker,) = stack.workers()
    used = cpu_seconds(worker)
    sleep(seconds)
    status = Path(f"/proc/{worker}/status").read_text()
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(resident.split()[1]) / 1024, (cpu_seconds(worker) - used) / seconds


@contextmanager
def _stack(folder: Path, url: str, offices: list[OfficeAccess], size: Size, workers: int) -> Iterator[Stack]:
    with scale_stack.serving(folder, url, workers) as stack:
        scale_stack.open_counters(stack, offices, size.counters)
        yield stack


def faults_of(url: str, offices: list[OfficeAccess], seen: list[Seen]) -> str:
    """What the database and the clients do not agree on; empty when they agree."""
    counts: Counter[str] = Counter()
    with scale_stack.application(url):
        session = db.session()
        for office in offices:
            issued = [ticket for one in seen for ticket in one.issued[office.id]]
            called = [ticket for one in seen for ticket, *_ in one.called[office.id]]
            done = [ticket for one in seen for ticket in one.done[office.id]]
            wanted = select(Ticket.id, Ticket.code, Ticket.state).where(Ticket.office_id == office.id)
            stored = {row.id: (row.code, row.state) for row in session.execute(wanted)}
            codes = Counter(code for code, _ in stored.values())
            calls = session.scalars(
                select(Entry.ticket_id).where(Entry.office_id == office.id, Entry.kind == "ticket.called")
            )
            counts["lost"] += len(set(issued) - stored.keys())
            counts["not finished"] += sum(stored.get(ticket, ("", ""))[1] != "done" for ticket in done)
            counts["called twice"] += len(called) - len(set(called))
            counts["called twice by the journal"] += sum(times - 1 for times in Counter(calls).values())
            counts["numbers given twice"] += sum(times - 1 for times in codes.values())
            counts["broken journals"] += journal_check.first_broken(session, office.id) is not None
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def screens_of(seen: Seen) -> str:
    """What went wrong at clients; empty when nothing did."""
    counts = {
        "cues missing": seen.cues_missing,
        "cues twice": seen.cues_twice,
        "cues of other offices": seen.cues_of_others,
        "screens disconnected": seen.screens_lost,
        **seen.refused,
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


if __name__ == "__main__":
    main(SMOKE if "smoke" in sys.argv else Size())
