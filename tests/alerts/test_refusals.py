"""The duty list has an end, and only kinds of alerts that exist have settings."""

import pytest

from deskq.alerts import rules
from deskq.alerts.models import AlertSetting, DutyPerson
from deskq.core.errors import NotFound


def test_a_full_duty_list_takes_nobody_more(on_duty, look):
    for number in range(rules.MOST_ON_DUTY):
        on_duty(f"+98912123{number:04}")

    with pytest.raises(rules.DutyListFull) as refused:
        on_duty()

    assert refused.value.values == {"most": rules.MOST_ON_DUTY}
    assert look().query(DutyPerson).count() == rules.MOST_ON_DUTY


def test_a_kind_of_alert_that_does_not_exist_has_no_settings(told, look):
    with pytest.raises(NotFound):
        told("flood")

    assert look().query(AlertSetting).count() == 0
