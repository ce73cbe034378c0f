"""Holds processes to a share of a core, so that a small machine shows what a larger one does: with little taken by each
worker, database, proxy and clients find processor time that nobody else wants, as if they had cores of their own."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PERIOD = 10_000  #: microseconds; long enough to be kept to, short beside a press that waits
V1, V2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
ROOT = V1 if V1.is_dir() else V2


def is_possible() -> bool:
    """Whether this user may make control groups of the processor."""
    try:
        _group("deskq-bench", 1.0).rmdir()
    except OSError:
        return False
    return True


@contextmanager
def held(processes: Sequence[int], share: float) -> Iterator[None]:
    """Each of them in a control group of its own, then where it was before. ``OSError`` where that is not possible."""
    with ExitStack() as stack:
        for process in processes:
            before, group = _group_of(process), _group(f"deskq-bench-{process}", share)
            stack.callback(group.rmdir)
            (group / "cgroup.procs").write_text(str(process))
            stack.callback(_move, process, before)
        yield


def _move(process: int, group: Path) -> None:
    with suppress(OSError):  # it has ended
        (group / "cgroup.procs").write_text(str(process))


def _group_of(process: int) -> Path:
    """Lines of this file are number:controllers:path; version 2 has no controllers."""
    for line in Path(f"/proc/{process}/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "cpu" in controllers.split(",") or not (V1.is_dir() or controllers):
            return ROOT / path.lstrip("/")
    return ROOT


def _group(name: str, share: float) -> Path:
    group = ROOT / name
    group.mkdir(exist_ok=True)
    try:
        if V1.is_dir():
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(f"{share * PERIOD:.0f}")
        else:
            (group / "cpu.max").write_text(f"{share * PERIOD:.0f} {PERIOD}")
    except OSError:
        group.rmdir()
        raise
    return group
