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


def test_a_running_clock_is_aware_and_in_utc():
    clock.fix(None)

    assert clock.now().utcoffset() == timedelta(0)
    assert clock.now() <= clock.now()


MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize("last", [None, NOW, NOW - timedelta(hours=5), NOW + clock.TOLERANCE + MOMENT])
def test_it_is_now_when_nothing_later_was_seen_or_what_was_seen_is_too_far_ahead_to_be_true(last):
    assert clock.steady(last) == NOW


@pytest.mark.parametrize("ahead", [MOMENT, timedelta(hours=1), clock.TOLERANCE])
def test_a_clock_set_back_is_waited_for(ahead):
    assert clock.steady(NOW + ahead) == NOW + ahead


def test_the_zone_of_the_office_is_a_setting():
    kept = clock.zone().key
    clock.use_zone("UTC")
    try:
        assert clock.zone().key == "UTC"
    finally:
        clock.use_zone(kept)
