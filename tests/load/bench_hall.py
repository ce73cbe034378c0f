"""Measurements of a hall: calls to many screens, first pages, and the peak of the largest hall."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.load import bare_broadcaster, bench_office, bench_peak, bench_sockets, full_board, pages, screen_receiver
from tests.load.bench_office import running
from tests.load.bench_peak import HallSize, percentile
from tests.load.bench_row import Target, row
from tests.load.bench_server import RunningServer
from tests.load.press_client import BenchOffice
from tests.tools import programs

#: A value of ``bench_sockets.measure``, the most that it should be, its unit, and its name.
Limit = tuple[str, float, str, str]
#: By number of screens: a board with one line, and a full one.
SOME: dict[int, list[Limit]] = {
    200: [("p50_ms", 20, "ms", "p50"), ("p99_ms", 60, "ms", "p99")],
    1000: [("p50_ms", 45, "ms", "p50")],
    2000: [("p50_ms", 35, "ms", "p50")],
}
FULL: dict[int, list[Limit]] = {
    200: [
        ("p50_ms", 9, "ms", "p50"), ("p99_ms", 25, "ms", "p99"), ("of bare", 3, "× bare", ""),
        ("payload_bytes", 8192, "B", ""),
    ],
    2000: [("p50_ms", 35, "ms", "p50")],
}  # fmt: skip


def screens(smoke: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        _some_screens(server, smoke)
    for name in bench_office.databases()[: 1 if smoke else None]:
        counts = (20,) if smoke else (200, 2000) if name == bench_office.SQLITE else (200,)
        with tempfile.TemporaryDirectory() as folder, running(Path(folder), full_board=True, database=name) as server:
            _full_board(server, name, counts, 5 if smoke else 40)


def peaks(smoke: bool) -> None:
    """The peak of a large hall on both databases (in the short form on SQLite); SystemExit when a cue was missing."""
    for name in bench_office.databases()[: 1 if smoke else None]:
        with tempfile.TemporaryDirectory() as folder:
            _peak(name, Path(folder), smoke)


def _peak(name: str, folder: Path, smoke: bool) -> None:
    size = HallSize(waiting=150, lobbies=100, phones=150, together=50) if smoke else HallSize()
    with running(folder, counters=size.counters, database=name) as server:
        found = bench_peak.measure(server, 3 if smoke else 30, size, 2 if smoke else 10)
        megabytes = server.megabytes()
    if found.faults:
        raise SystemExit(f"the peak on {name} failed: {found.faults}")
    row(f"peak, {name}: {size.counters} counters, {size.waiting} waiting, {size.phones} phones", "")
    seconds = f"{found.connected_s:.1f} s, again {found.again_s:.1f} s"
    slowest = Target(max(found.connected_s, found.again_s), 1.5, "s")
    row("  all screens connected", seconds, f"{megabytes:.0f} MB afterwards", slowest)
    calls = f"{len(found.burst_clicks)} calls"
    for what, took, most, beside in (
        ("click", found.clicks, 100, ""),
        (f"click → last of {size.lobbies} lobbies", found.lobby, 150, ""),
        (f"all {size.counters} clerks press at once: click", found.burst_clicks, 100, calls),
        (f"the same → last of {size.lobbies} lobbies", found.burst_lobby, 150, ""),
    ):
        p50, p99 = percentile(took, 50), percentile(took, 99)
        row(f"  {what}", f"p50 {p50:.0f}, p99 {p99:.0f} ms", beside, Target(p99, most, "ms", "p99"))
    row("  what a lobby receives for a call", f"{found.board_bytes} B", "", Target(found.board_bytes, 8192, "B"))
    share = 100 * found.client_share
    how = "screens read in C" if screen_receiver.is_possible() else "screens read in Python: there is no C compiler"
    row("  clients, of the server's processor time", f"{share:.0f} %", how, Target(share, 10, "%"))
    row("  cues on lobbies", f"{found.cues} of {found.calls * size.lobbies}", f"{found.calls} calls")


def _some_screens(server: RunningServer, smoke: bool) -> None:
    office = BenchOffice(
        server.address, server.kiosk, server.lobby, dict.fromkeys((2, 4), server.clerk), "renewal_levy"
    )
    few = 0.0
    for clients in (20,) if smoke else (200, 1000, 2000):
        _call_to(office, clients, 5 if smoke else 40, "", *SOME.get(clients, ()))
        megabytes = server.megabytes()
        few, each = few or megabytes, 1024 * (megabytes - few) / max(clients - 200, 1)
        target = Target(each, 40, "KB a screen") if clients > 200 else Target(megabytes, 130, "MB")
        row(f"  server after {clients} screens", f"{megabytes:.0f} MB", "", target)
    if programs.find("Chromium") is not None:
        for name, page in pages.measure(server.address, f"/t/{server.ticket()}").items():
            kilobytes, drawn = page["kilobytes"], page["drawn_ms"]
            row(
                f"first page of {name}",
                f"{kilobytes:.0f} KB, drawn in {drawn:.0f} ms (CPU ÷ 4)",
                "",
                Target(kilobytes, 60 if name == "phone" else 150, "KB"),
                Target(drawn, 500, "ms"),
            )


def _full_board(server: RunningServer, database: str, counts: Iterable[int], calls: int) -> None:
    """A call to one of 30 counters that all have one, and 12 groups wait."""
    office = BenchOffice(
        server.address, server.kiosk, server.lobby, dict.fromkeys((2, 4), server.clerk), full_board.LEVY
    )
    full_board.fill(office)
    for clients in counts:
        _call_to(office, clients, calls, f"full board, {database}", *FULL.get(clients, ()))


def _call_to(office: BenchOffice, clients: int, calls: int, board: str, *limits: Limit) -> None:
    found = bench_sockets.measure(office, clients, calls)
    bare = bare_broadcaster.measure(clients, calls, int(found["payload_bytes"]))
    found["of bare"] = found["p50_ms"] / bare["p50_ms"]
    row(
        f"call → {clients} screens{board and ', '}{board}",
        f"p50 {found['p50_ms']:.1f}, p99 {found['p99_ms']:.1f} ms, {found['payload_bytes']} B",
        f"{found['of bare']:.1f} × bare ({bare['p50_ms']:.1f} / {bare['p99_ms']:.1f})",
        *(Target(found[value], most, unit, of) for value, most, unit, of in limits),
    )
