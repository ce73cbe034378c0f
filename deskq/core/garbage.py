"""When Python looks for garbage: a server scans young objects as usual, and its whole memory only in quiet moments.

A scan of everything takes 150 to 250 ms with 500 screens connected. Python would begin one whenever enough was
allocated, which is when a hall is busy, and answer nothing then. Almost all objects go without any scan, as soon as
nothing refers to them; only circles of objects wait.
"""

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from deskq.core.db import writing
from deskq.core.sizes import MEGABYTE

PERIOD = 5.0  #: seconds between two looks; nobody pressed anything in a quiet one
FIRST = 60.0  #: seconds after the start: templates and caches are there by then
OFTEN = 600.0  #: seconds between two scans in quiet moments
LATEST = 7_200.0  #: seconds after which it is done even if no moment is quiet
GROWN = 128 * MEGABYTE  #: bytes more than after the last scan, with which it is done at once
YOUNG, MIDDLE, NEVER = 10_000, 20, 1_000_000_000


def begin() -> None:
    """From now on this process scans everything only in ``FullScans``. What exists now is never scanned again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, NEVER)


def resident_bytes() -> int:
    """Memory of this process; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@dataclass(slots=True)
class FullScans:
    """Those of one process; ``once`` is one round. Does nothing in a process that did not ``begin``. The first scan
    leaves what it finds alive out of all later ones."""

    commits: Callable[[], int] = writing.commits
    now: Callable[[], float] = monotonic
    memory: Callable[[], int] = resident_bytes
    _seen: int = field(init=False)
    _scanned_at: float = field(init=False)
    _bytes: int = field(init=False)
    _is_first: bool = field(init=False, default=True)

    def __post_init__(self) -> None:
        self._seen, self._scanned_at, self._bytes = self.commits(), self.now(), self.memory()

    def once(self) -> None:
        if gc.get_threshold()[2] != NEVER:
            return
        before, self._seen = self._seen, self.commits()
        age = self.now() - self._scanned_at
        is_due = self._seen == before and age >= (FIRST if self._is_first else OFTEN)
        if is_due or age >= LATEST or self.memory() - self._bytes >= GROWN:
            self._scan()

    def _scan(self) -> None:
        gc.collect()
        if self._is_first:
            gc.freeze()
            self._is_first = False
        self._scanned_at, self._bytes = self.now(), self.memory()
