"""The form of a new session: sent twice it is one, at a moment that is taken it is refused and keeps what was typed."""

from datetime import timedelta

import pytest

from deskq.commissions.models import CommissionSession
from deskq.commissions.service import move
from deskq.core import clock

PLACE, MEMBERS = "سالن جلسات", "رئیس\n\nنمایندهٔ شورا "


@pytest.fixture
def form():
    """A filled form, of a session in three days."""
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    return {"commission": "art100", "day": day, "hour": "10:30", "place": PLACE, "members": MEMBERS}


@pytest.fixture
def clerk(secretary, sign_in):
    return sign_in("planner")


def test_the_same_form_sent_twice_leads_to_one_session_which_is_moved_to_a_time_of_a_day(clerk, form, look):
    first, second = (clerk.post("/commissions/sessions", data=form) for _ in range(2))

    assert (first.status_code, second.location) == (303, first.location)
    assert look().query(CommissionSession).count() == 1

    (planned,) = look().query(CommissionSession)
    moved = {"day": form["day"], "place": PLACE, "reason": "بیماری", "seen": move.mark(planned)}

    late = clerk.post("/commissions/sessions/1/move?lang=en", data={**moved, "hour": "24:00"})

    assert late.status_code == 422
    assert "Please enter a time" in late.text
    assert "بیماری" in late.text
    assert look().query(CommissionSession).one().starts_at == planned.starts_at


@pytest.mark.parametrize("changed", [{"place": "سالن دوم"}, {"members": "نمایندهٔ دادگستری"}])
def test_another_session_at_a_moment_that_is_taken_is_refused_and_the_text_stays(clerk, form, look, changed):
    clerk.post("/commissions/sessions", data=form)

    refused = clerk.post("/commissions/sessions?lang=en", data={**form, **changed})

    assert refused.status_code == 409
    assert "This commission has another session at that time." in refused.text
    for text in changed.values():
        assert text in refused.text
    (stored,) = look().query(CommissionSession)
    assert (stored.place, stored.members) == (PLACE, "رئیس\nنمایندهٔ شورا")


@pytest.mark.parametrize("hour", ["24:00", "۲۴:۰۰", "25:00", "10:60", ""])
def test_a_session_begins_at_a_time_of_its_day(clerk, form, look, hour):
    refused = clerk.post("/commissions/sessions?lang=en", data={**form, "hour": hour})

    assert refused.status_code == 422
    assert PLACE in refused.text
    assert look().query(CommissionSession).count() == 0
