"""Quiet hours, pauses between alerts and between SMS, each at its first and last moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskq.alerts import rules
from deskq.alerts.rules import DEFAULTS, LEAST_PAUSE, WAIT

NOW = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "quiet", "loud"),
    [
        (540, 660, (540, 600, 659), (0, 539, 660, 1439)),
        (1200, 420, (1200, 1439, 0, 419), (420, 800, 1199)),
        (540, 540, (), (0, 539, 540, 541, 1439)),
    ],
)
def test_quiet_hours_have_a_first_minute_and_end_before_their_last(begins, ends, quiet, loud):
    settings = replace(DEFAULTS[WAIT], quiet_from=begins, quiet_until=ends)

    assert [minute for minute in quiet + loud if rules.is_quiet(settings, minute)] == list(quiet)


@pytest.mark.parametrize(
    ("ago", "repeat", "due"), [(None, 0, True), (999, 0, False), (29, 30, False), (30, 30, True), (31, 30, True)]
)
def test_an_alert_is_due_again_when_its_interval_has_passed(ago, repeat, due):
    sent = None if ago is None else NOW - timedelta(minutes=ago)

    assert rules.is_due(sent, repeat, NOW) is due


@pytest.mark.parametrize(("repeat", "pause"), [(0, LEAST_PAUSE), (60, timedelta(hours=1)), (500, timedelta(hours=1))])
def test_another_sms_waits_for_the_interval_but_an_hour_at_most(repeat, pause):
    assert rules.may_text(NOW - pause, repeat, NOW)
    assert not rules.may_text(NOW - pause + timedelta(seconds=1), repeat, NOW)
    assert rules.may_text(None, repeat, NOW)
