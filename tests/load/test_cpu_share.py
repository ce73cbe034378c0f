"""A process that is held to a share of a core, and let go again."""

import subprocess
import sys
from time import monotonic

import pytest

from tests.load import cpu_share
from tests.load.bench_server import cpu_seconds
from tests.tools.steps import should_be
from tests.tools.waiting import until

pytestmark = pytest.mark.load
PROCESSOR, SHARE = 0.2, 0.2  #: seconds of the processor, and of a core


def test_a_busy_process_is_held_in_a_group_of_its_own_and_then_let_go():
    if not cpu_share.is_possible():
        pytest.skip("needs root and control groups of the processor")
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as busy:
        try:
            before = cpu_share._group_of(busy.pid)
            with cpu_share.held([busy.pid], SHARE):
                group = cpu_share._group_of(busy.pid)
                began, used = monotonic(), cpu_seconds(busy.pid)
                until(lambda: cpu_seconds(busy.pid) - used >= PROCESSOR)
                share = (cpu_seconds(busy.pid) - used) / (monotonic() - began)
            after = cpu_share._group_of(busy.pid)
        finally:
            busy.kill()

    assert group == cpu_share.ROOT / f"deskq-bench-{busy.pid}"
    assert after == before
    assert not group.exists()
    should_be(share, 2 * SHARE, "its share", "of a core")
