"""Holds processes to a share of a core, so that a small machine shows what a larger one does: with little taken by each
worker, database, proxy and clients find processor time that nobody else wants, as if they had cores of their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PERIOD = 10_000  #: microseconds; long enough to be kept to, short beside a press that waits
V1, V2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")


def is_possible() -> bool:
    """Whether this user may make control groups of the processor."""
    try:
        with held([], 1.0):
            return True
    except OSError:
        return False


@contextmanager
def held(processes: Sequence[int], share: float) -> Iterator[None]:
    """Each of them in a control group of its own, until they end. ``OSError`` where that is not possible."""
    groups = [_group(f"deskq-bench-{process}", share) for process in processes or [0]]
    try:
        for process, group in zip(processes, groups, strict=False):
            (group / "cgroup.procs").write_text(str(process))
        yield
    finally:
        for process, group in zip(processes or [0], groups, strict=True):
            with suppress(OSError):  # it has ended
                (group.parent / "cgroup.procs").write_text(str(process))
            group.rmdir()


def _group(name: str, share: float) -> Path:
    group = (V1 if V1.is_dir() else V2) / name
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
