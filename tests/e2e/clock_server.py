"""A deskq whose clock can be set forward: run.py with a double of the clock and nothing else.

The file ``HOUSE_CLOCK`` names holds the seconds that have passed besides the real ones; the machine's two clocks go by
them together, so time has passed and has not jumped. The keeper of messages looks more often, for a journey waits.
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

PASSED = Path(os.environ["HOUSE_CLOCK"])


def passed() -> float:
    return float(PASSED.read_text() or 0) if PASSED.exists() else 0.0


if __name__ == "__main__":
    clock.now = lambda: datetime.now(UTC) + timedelta(seconds=passed())
    clock_guard.monotonic = lambda: time.monotonic() + passed()
    jobs.PERIOD = 0.2
    runpy.run_path(str(ROOT / "run.py"), run_name="__main__")
