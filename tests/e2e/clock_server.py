"""run.py with a replaced clock that can be set forward, and nothing else replaced.

The file named by ``TEST_CLOCK`` contains the seconds passed besides the real ones; wall clock and monotonic clock use
both, so time has passed and has not jumped. The job of messages runs more often, because tests wait for it.
"""

from gevent import monkey

monkey.patch_all()

import os
import runpy
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskq.core import clock, clock_guard
from deskq.messages import jobs
from tests.load.bench_server import ROOT

PASSED = Path(os.environ["TEST_CLOCK"])


def passed() -> float:
    return float(PASSED.read_text() or 0) if PASSED.exists() else 0.0


if __name__ == "__main__":
    clock.now = lambda: datetime.now(UTC) + timedelta(seconds=passed())
    clock_guard.monotonic = lambda: time.monotonic() + passed()
    jobs.PERIOD = 0.2
    runpy.run_path(str(ROOT / "run.py"), run_name="__main__")
