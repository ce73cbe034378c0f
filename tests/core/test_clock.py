"""An office's time never goes back by a small step."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.core import clock

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped():
    clock.fix(NOW)
    yield
    clock.fix(None)


def test_a_stopped_clock_stands_still():
    assert clock.now() == clock.now() == NOW


def test_a_running_clock_is_aware_and_in_utc():
    clock.fix(None)

    assert clock.now().utcoffset() == timedelta(0)
    assert clock.now() <= clock.now()


@pytest.mark.parametrize("last", [None, NOW, NOW - timedelta(hours=5)])
def test_it_is_now_when_nothing_later_was_seen(last):
    assert clock.steady(last) == NOW


@pytest.mark.parametrize("ahead", [timedelta(microseconds=1), timedelta(hours=1), clock.TOLERANCE])
def test_a_clock_set_back_is_waited_for(ahead):
    assert clock.steady(NOW + ahead) == NOW + ahead


def test_a_time_far_ahead_was_the_mistake_and_is_forgotten():
    assert clock.steady(NOW + clock.TOLERANCE + timedelta(microseconds=1)) == NOW


def test_the_zone_of_the_office_is_a_setting():
    kept = clock.zone().key
    clock.use_zone("UTC")
    try:
        assert clock.zone().key == "UTC"
    finally:
        clock.use_zone(kept)
