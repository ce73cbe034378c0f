"""One worker against two, on nginx, gunicorn, PostgreSQL and Redis, pressed as fast as they can serve: as they are, and
each held to a share of a core (``cpu_share``), as on a machine with more of them. Loopback only."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from tests.deploy.native_stack import NGINX
from tests.load import cpu_share, postgres, scale_load, scale_stack
from tests.load.bench_row import Target, row
from tests.load.bench_server import cpu_seconds
from tests.load.scale_stack import OfficeAccess, Stack

SHARE = 0.2  #: of a core for each worker that is held


@dataclass(frozen=True)
class Load:
    """``visitors`` in each office at so many ``counters``, before ``screens`` in each, in ``rounds`` of one worker and
    two; ``target``: ratio of two to one."""

    name: str
    target: float
    counters: int
    visitors: int
    screens: int
    rounds: int


def one_office(smoke: bool) -> None:
    """All the screens of a hall."""
    if not (postgres.is_available() and NGINX and shutil.which("redis-server")):
        row("one office, two workers against one", "not measured", "needs PostgreSQL, nginx and Redis")
        return
    counters, visitors, screens, rounds = (2, 5, 4, 1) if smoke else (30, 800, 200, 3)
    with tempfile.TemporaryDirectory() as folder, scale_stack.offices(1, counters) as (url, offices):
        name = f"one office with {screens} screens, PostgreSQL, two workers against one"
        compare(Path(folder), url, offices, Load(name, 1.3, counters, visitors, screens, rounds))


def compare(folder: Path, url: str, offices: Sequence[OfficeAccess], load: Load) -> None:
    """As they are with all visitors, and held to a share of a core with some of them, where this user may do that."""
    _compare(folder / "free", url, offices, load, None)
    if not cpu_share.is_possible():
        row("  each worker held to a share of a core", "not measured", "needs root and control groups")
        return
    some = replace(load, name=f"  each held to {SHARE:.0%} of a core", visitors=max(load.visitors // 3, 1))
    _compare(folder / "held", url, offices, some, SHARE)


def _compare(folder: Path, url: str, offices: Sequence[OfficeAccess], load: Load, share: float | None) -> None:
    rates: dict[int, list[float]] = {1: [], 2: []}
    costs: list[tuple[float, float]] = []
    for number in range(load.rounds):
        for workers in (1, 2) if number % 2 == 0 else (2, 1):
            with scale_stack.serving(folder / f"{number}-{workers}", url, workers) as stack:
                scale_stack.open_counters(stack, offices, load.counters)
                of_workers, of_all = _worker_cpu(stack), _machine_cpu()
                with cpu_share.held(stack.workers(), share) if share else nullcontext():
                    seen = scale_load.fast(stack, offices, load.counters, load.visitors, load.screens)
                presses = len(seen.clicks) / 1000
                costs.append(((_worker_cpu(stack) - of_workers) / presses, (_machine_cpu() - of_all) / presses))
                rates[workers].append(seen.per_second)
    ratio = median(two / one for one, two in zip(rates[1], rates[2], strict=True))
    of_workers, of_all = (median(found) for found in zip(*costs, strict=True))
    rate = f"{median(rates[1]):.0f} → {median(rates[2]):.0f} presses/s"
    target = Target(ratio, load.target, "×", is_least=True)
    row(load.name, rate, f"{ratio:.2f} ×, {load.rounds} rounds", target)
    row("  processor time of a press: workers, whole machine", f"{of_workers:.1f}, {of_all:.1f} ms")
    if not share:
        row("  ratio that so many cores allow", f"{_allowed(of_workers, of_all, os.cpu_count() or 1):.2f}")


def _allowed(of_workers: float, of_all: float, cores: int) -> float:
    """The ratio if workers waited for nothing: a worker fills one core, and all programs together fill the machine."""
    most = cores / of_all
    return min(2 / of_workers, most) / min(1 / of_workers, most)


def _worker_cpu(stack: Stack) -> float:
    return sum(map(cpu_seconds, stack.workers()))


def _machine_cpu() -> float:
    """Seconds of processor time of everything on this machine since it started."""
    user, nice, system, _, _, *others = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + sum(others[:2])) / 100
