"""What each verdict does to its stage and to the application."""

from datetime import timedelta

import pytest

from deskq.commissions.service import items, sessions
from deskq.core import clock
from tests.commissions.test_sessions import TODAY


@pytest.mark.parametrize(
    ("sheet", "stage", "verdict", "state", "stage_state"),
    [
        ("completion", "art100", "no_violation", "open", "done"),
        ("completion", "art100", "demolition", "applicant", "applicant"),
        ("completion", "art100", "adjourned", "open", "here"),
        ("land_use_change", "art5", "approved", "open", "done"),
        ("land_use_change", "art5", "rejected", "refused", "here"),
    ],
)
def test_the_stage_follows_the_verdict(
    opened, begin_stage, secretary, now_of, stage_states, sheet, stage, verdict, state, stage_state
):
    made = opened(sheet).id
    begin_stage(made, stage)
    session = sessions.create_session(secretary, stage, clock.now() + timedelta(hours=3), "سالن جلسات", "").id
    item = sessions.add_item(secretary, session, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "دفاع")

    items.decide(secretary, item, verdict, "دلیل")

    assert (now_of(made).state, stage_states(made)[stage]) == (state, stage_state)
