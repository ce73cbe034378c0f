"""The measurement of the peak notices when a screen does not learn of a call."""

import pytest

from tests.load import bench_office, bench_peak
from tests.load.bench_peak import HallSize

pytestmark = pytest.mark.load
SMALL = HallSize(counters=3, waiting=6, lobbies=5, phones=6)


#: Where all arrive is measured with every change by `make bench BENCH=smoke`, which fails when a cue is missing.
PROGRAMS = [
    pytest.param(("run.py",), 0, id="all", marks=pytest.mark.soak),
    pytest.param(("-m", "tests.load.forgetful_server"), 1, id="one missing"),
]


@pytest.mark.parametrize(("program", "missing"), PROGRAMS)
def test_a_missing_cue_is_counted(tmp_path, monkeypatch, program, missing):
    monkeypatch.setattr(bench_peak, "LATEST", 5)
    with bench_office.running(tmp_path, counters=SMALL.counters, program=program) as server:
        found = bench_peak.measure(server, 0.9 * bench_peak.CYCLE, SMALL, 0)  # the first counter does not call again

    assert (found.calls, found.cues_missing) == (SMALL.counters, missing)
    assert found.faults == ("1 cues missing" if missing else "")
