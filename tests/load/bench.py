"""``make bench``: every figure beside its target, as ratios inside one run. Ends with the targets that were
missed.

``python -m tests.load.bench smoke`` is the short form for CI: it shows that everything runs and that the peak loses no
cue, its figures mean nothing.
``commit`` measures the group commit alone, ``queue`` long queues, ``screens`` calls to screens and first pages,
``peak`` the peak of a large hall, ``workers`` one worker against two, ``messages`` lists of many messages,
``applications`` lists and reports of many applications, ``estimate`` the estimate of a full hall, ``history`` a call in
an office with many past visits.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from tests.load import (
    bench_applications,
    bench_commit,
    bench_estimate,
    bench_hall,
    bench_http,
    bench_messages,
    bench_office,
    bench_paper,
    bench_queue,
    bench_rating,
    bench_voice,
    bench_workers,
    history,
    raw_disk,
)
from tests.load.bench_office import running
from tests.load.bench_row import ROWS, Target, row
from tests.load.bench_server import RunningServer


def main(smoke: bool, only: str = "") -> None:
    ROWS.is_short = smoke
    cores = os.cpu_count()
    print(
        f"deskq bench, {'smoke' if smoke else 'full'} form, {cores} cores, load {os.getloadavg()[0]:.1f}\n", flush=True
    )
    if smoke:
        bench_office.use_forks()
    if only in PARTS:
        PARTS[only](smoke)
        ROWS.end()
        return
    with tempfile.TemporaryDirectory() as folder:
        _disk_and_http(Path(folder), smoke)
    _long_queues(smoke)
    bench_hall.screens(smoke)
    bench_hall.peaks(smoke)
    if shutil.which("espeak-ng") and shutil.which("ffmpeg"):
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), VOICE_ENGINE="espeak") as server:
            _voice(server, smoke)
    with tempfile.TemporaryDirectory() as folder:
        _paper(Path(folder), smoke)
    _ratings(smoke)
    _messages(smoke)
    _applications(smoke)
    _estimate(smoke)
    _history(smoke)
    bench_workers.one_office(smoke)
    ROWS.end()


def _estimate(smoke: bool) -> None:
    found = bench_estimate.measure(3 if smoke else 9)
    whole = found["whole_ms"]
    row("estimate of 300 waiting, 30 counters", f"{whole:.0f} ms", "", Target(whole, 50, "ms"))
    row("  longest piece of it", f"{found['piece_ms']:.1f} ms", f"{found['runs']:.0f} runs")


def _history(smoke: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sizes = (20_000, 30, 20) if smoke else (1_000_000, 300, 1_000)
        found = history.measure(Path(folder), 1_000, *sizes)
        row(f"call after 1,000 → {sizes[0]:,} visits", f"{found['few_us']:.0f} → {found['many_us']:.0f} µs")
        row("  ratio", f"{found['ratio']:.2f}", "", Target(found["ratio"], 1.2, "×"))
        longest = f"the longest {found['longest_ms']:.0f} ms"
        row(f"  {4 * sizes[2]:,} presses at a server with them", f"p99 {found['p99_ms']:.0f} ms", longest)


def _commits(smoke: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = bench_commit.measure(Path(folder), *((1, 0.2) if smoke else (8, 1.0)))
    for one in found:
        disk = f", flushes {one.slower} ms slower" if one.slower else ""
        row(
            f"issue, {one.clients} {'client' if one.clients == 1 else 'clients'}{disk}",
            f"group commit {one.group.rate:.0f}/s, p99 {one.group.p99_ms:.0f} ms;"
            f" FULL {one.full.rate:.0f}/s, p99 {one.full.p99_ms:.0f} ms",
            f"FULL ÷ group {median(one.ratios):.2f} ({min(one.ratios):.2f} to {max(one.ratios):.2f})",
        )
    row("  load of the machine afterwards", f"{os.getloadavg()[0]:.1f}")


def _ratings(smoke: bool) -> None:
    past, taps = (1_000, 20) if smoke else (200_000, 300)
    for kept in bench_office.databases():
        with tempfile.TemporaryDirectory() as folder:
            ms = bench_rating.measure(Path(folder), kept, past, taps)
        tap = Target(ms["p50_ms"], 100, "ms")
        row(f"tap → thanks after {past:,} ratings, {kept}, p50", f"{ms['p50_ms']:.1f} ms", "", tap)
        row("  p95 / longest", f"{ms['p95_ms']:.1f} / {ms['longest_ms']:.1f} ms")


def _disk_and_http(folder: Path, smoke: bool) -> None:
    raw = raw_disk.measure(folder, 0.5 if smoke else 2.0)["commits_per_s_1"]
    row("bare durable commits (limit)", f"{raw}/s")
    total = 64 if smoke else 1600
    with running(folder, counters=bench_queue.LARGEST) as server:
        hall = bench_http.Hall(server.counters)
        bench_http.measure(server.port, [server.clerk], bench_queue.LARGEST, hall.open)
        for clients in (16, 8):
            issued = bench_http.measure(server.port, [server.kiosk] * clients, total, bench_http.issue)
            pressed = bench_http.measure(server.port, [server.clerk] * clients, total, hall.press)
            for name, found in (("issue", issued), ("press at a counter", pressed)):
                assert not found.refused, f"{found.refused} of {name} were refused"
                row(f"{name} over HTTP, {clients} clients", _speed(found), f"{found.per_second / raw:.2f} of the limit")


def _speed(found: bench_http.Measured) -> str:
    return f"{found.per_second:.0f}/s, p50 {found.p50:.0f} ms, p99 {found.p99:.0f} ms"


def _long_queues(smoke: bool) -> None:
    """With people waiting before the first press."""
    total = 40 if smoke else 800
    for kept in bench_office.databases():
        least, lengths = {bench_office.SQLITE: (900, (300, 6000)), bench_office.POSTGRESQL: (500, (300, 4000))}[kept]
        for waiting in lengths[:1] if smoke else lengths:
            with tempfile.TemporaryDirectory() as folder:
                for rate in bench_queue.measure(Path(folder), kept, waiting, total):
                    how = f", {rate.clients} clients" if rate.clients == bench_queue.FEW else ", keys" * rate.keys
                    target = Target(rate.found.per_second, least, "a second", is_least=True)
                    if rate.clients == bench_queue.FEW:
                        target = Target(rate.found.p99, 40, "ms", "p99")
                    row(f"{rate.act}, {waiting:,} waiting, {kept}{how}", _speed(rate.found), "", target)


def _messages(smoke: bool) -> None:
    count, rounds = (500, 5) if smoke else (200_000, 200)
    with tempfile.TemporaryDirectory() as folder:
        for kept, found in bench_messages.measure(Path(folder), count, rounds).items():
            for what, p95 in found.items():
                row(f"{what} ({kept})", f"p95 {p95:.1f} ms of {count:,} messages", "", Target(p95, 60, "ms"))


def _applications(smoke: bool) -> None:
    count, rounds = (300, 4) if smoke else (100_000, 100)
    with tempfile.TemporaryDirectory() as folder:
        for kept, found in bench_applications.measure(Path(folder), count, rounds).items():
            for what, p95 in found.items():
                most = bench_applications.TARGETS.get(what)
                targets = [Target(p95, most, "ms")] if most else []
                row(f"{what} ({kept})", f"p95 {p95:.1f} ms of {count:,} applications", "", *targets)


def _voice(server: RunningServer, smoke: bool) -> None:
    found = bench_voice.measure(server, 3 if smoke else 40)
    _times("call → its new clip", found["new"], 400)
    _times("call → its clip, made ahead", found["ahead"], 400)
    _times("a cached clip", found["cached"], 20)


def _paper(folder: Path, smoke: bool) -> None:
    _times("a token drawn", bench_paper.drawing(5 if smoke else 50), 40)
    _times("issue → at the printer, on loopback", bench_paper.at_the_printer(folder, 5 if smoke else 50), 300)


def _times(what: str, found: Mapping[str, float], limit: float) -> None:
    """``limit``: the most that the median should be, in milliseconds."""
    figure = f"p50 {found['p50']:.0f}, p99 {found['p99']:.0f} ms"
    row(what, figure, "", Target(found["p50"], limit, "ms", "p50"))


PARTS = {
    "commit": _commits, "queue": _long_queues, "screens": bench_hall.screens, "peak": bench_hall.peaks,
    "workers": bench_workers.one_office,
    "messages": _messages, "applications": _applications, "estimate": _estimate, "history": _history,
}  # fmt: skip

if __name__ == "__main__":
    main("smoke" in sys.argv, next((word for word in sys.argv if word in PARTS), ""))
