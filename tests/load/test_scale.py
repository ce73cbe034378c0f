"""Many offices on nginx, two workers, PostgreSQL and Redis: nobody is lost, called twice, or heard elsewhere."""

import pytest

from tests.load import bench_scale, scale_load, scale_stack

pytestmark = [pytest.mark.load, pytest.mark.postgres, pytest.mark.redis]
OFFICES, COUNTERS, VISITORS = 3, 3, 25


def test_a_quarter_of_the_visitors_come_in_the_busiest_hour():
    """As docs/domain.md says and docs/scaling.md counts."""
    assert round(bench_scale.BUSIEST_HOUR, 2) == 0.25


def test_every_visitor_is_served_once_in_their_own_office(tmp_path):
    with scale_stack.offices(OFFICES, COUNTERS) as (url, offices):
        with scale_stack.serving(tmp_path / "stack", url, workers=2) as stack:
            scale_stack.open_counters(stack, offices, COUNTERS)
            paced = scale_load.steady(stack, offices, COUNTERS, lobbies=2, pace=1, seconds=3)
            fast = scale_load.fast(stack, offices, COUNTERS, VISITORS, lobbies=2)

        assert bench_scale.screens_of(paced) == bench_scale.screens_of(fast) == ""
        assert bench_scale.faults_of(url, offices, [paced, fast]) == ""
    assert len(paced.lags) == paced.visits == OFFICES * 3
    assert fast.visits == OFFICES * VISITORS
