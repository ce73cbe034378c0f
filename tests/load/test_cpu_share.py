"""A process that is held takes no more of a core than its share."""

import subprocess
import sys
from time import monotonic, sleep

import pytest

from tests.load import cpu_share
from tests.load.bench_server import cpu_seconds

pytestmark = pytest.mark.load
SECONDS, SHARE = 1.0, 0.2


def test_a_busy_process_takes_its_share_only():
    if not cpu_share.is_possible():
        pytest.skip("needs root and control groups of the processor")
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            with cpu_share.held([busy.pid], SHARE):
                began, used = monotonic(), cpu_seconds(busy.pid)
                sleep(SECONDS)
                share = (cpu_seconds(busy.pid) - used) / (monotonic() - began)
        finally:
            busy.kill()

    assert 0 < share < 2 * SHARE
