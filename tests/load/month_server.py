"""The server of ``test_month.py``: its clock can be set forward, and the scans of its memory go by that clock."""

from gevent import monkey

monkey.patch_all()

import runpy

from deskq.core import clock, clock_guard, garbage
from deskq.ops import jobs
from tests.e2e.clock_server import Clocks
from tests.load.bench_server import ROOT

if __name__ == "__main__":
    clocks = Clocks()
    clock.now, clock_guard.monotonic = clocks.now, clocks.monotonic
    vars(jobs)["FullScans"] = lambda: garbage.FullScans(now=clocks.monotonic)
    runpy.run_path(str(ROOT / "run.py"), run_name="__main__")
