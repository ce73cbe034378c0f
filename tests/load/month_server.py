"""The server of ``test_month.py``: its clock can be set forward, and the scans of its memory go by that clock.

``TEST_SCAN_PERIOD`` is the number of real seconds between two looks whether one is due.
"""

from gevent import monkey

monkey.patch_all()

import os
import runpy

from deskq.core import clock, clock_guard, garbage
from deskq.ops import jobs
from tests.e2e.clock_server import Clocks
from tests.load.bench_server import ROOT

if __name__ == "__main__":
    clocks = Clocks()
    clock.now, clock_guard.monotonic = clocks.now, clocks.monotonic
    garbage.PERIOD = float(os.environ["TEST_SCAN_PERIOD"])
    vars(jobs)["FullScans"] = lambda: garbage.FullScans(now=clocks.monotonic)
    runpy.run_path(str(ROOT / "run.py"), run_name="__main__")
