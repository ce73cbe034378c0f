"""run.py, or the module and words given to it, with a replaced clock that can be set, and nothing else replaced.

The file named by ``TEST_CLOCK`` contains the seconds passed besides the real ones; wall clock and monotonic clock use
both, so time has passed and has not jumped. A second number says by how many seconds the wall clock alone is off. The
job of messages runs more often, because tests wait for it.
"""

from gevent import monkey

monkey.patch_all()

import os
import runpy
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskq.core import clock, clock_guard
from deskq.messages import jobs
from tests.load.bench_server import ROOT

PASSED = Path(os.environ["TEST_CLOCK"])


def passed() -> tuple[float, float]:
    """Seconds: those passed, and those by which the wall clock is off."""
    numbers = [float(word) for word in PASSED.read_text().split()] if PASSED.exists() else []
    passed_by, off = [*numbers, 0.0, 0.0][:2]
    return passed_by, off


class Clocks:
    """``now`` right after ``monotonic``, as the clock guard asks them, knows what that knew: the file may change
    between them."""

    def __init__(self) -> None:
        self._known, self._known_at = (0.0, 0.0), float("-inf")

    def monotonic(self) -> float:
        self._known, self._known_at = passed(), time.monotonic()
        return self._known_at + self._known[0]

    def now(self) -> datetime:
        is_right_after = time.monotonic() - self._known_at < 0.01
        return datetime.now(UTC) + timedelta(seconds=sum(self._known if is_right_after else passed()))


if __name__ == "__main__":
    clocks = Clocks()
    clock.now = lambda: clock._fixed or clocks.now()  # commands that simulate the past stop the clock
    clock_guard.monotonic = clocks.monotonic
    jobs.PERIOD = 0.2
    if sys.argv[1:]:
        sys.argv = sys.argv[1:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(str(ROOT / "run.py"), run_name="__main__")
