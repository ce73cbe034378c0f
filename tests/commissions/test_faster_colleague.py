"""What was typed for a point of an agenda stays on the page when a colleague was faster."""

from datetime import timedelta

import pytest

from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.service import items, move, sessions
from tests.commissions.test_sessions import TODAY
from tests.tools.forms import form_of

DEFENCE = "پروانه‌اش را آورده است"
REASON = "دو طبقه بیش از پروانه دارد"


@pytest.fixture
def item(case, secretary, session):
    return sessions.add_item(secretary, session, case()).id


@pytest.fixture
def send(sign_in, secretary, session, item):
    """``send("defence", before, defence="…")``: opens the page, lets a colleague do ``before``, then sends its form."""

    def sent(button: str, before, **typed: str):
        clerk, address = sign_in("planner"), f"/commissions/items/{item}/{button}"
        form = form_of(clerk.get(f"/commissions/sessions/{session}").text, address)
        before()
        return clerk.post(f"{address}?lang=en", data=form.changed(**{name: [text] for name, text in typed.items()}))

    return sent


@pytest.mark.parametrize(
    ("button", "typed"),
    [
        ("verdict", {"verdict": "fine", "reason": REASON, "amount": "250,000,000"}),
        ("defence", {"defence": DEFENCE}),
        ("notice", {"way": "post", "day": "1405/09/03"}),
    ],
)
def test_after_the_verdict_of_a_colleague(send, secretary, item, look, button, typed):
    late = send(button, lambda: items.decide(secretary, item, "adjourned", "به مدارک بیشتری نیاز است."), **typed)

    assert late.status_code == 409
    assert "You had written:" in late.text
    for name in {"reason", "amount", "defence", "day"} & set(typed):
        assert typed[name] in late.text
    assert look().get_one(CommissionItem, item).verdict == "adjourned"


@pytest.mark.parametrize(
    ("button", "typed"), [("verdict", {"verdict": "adjourned", "reason": REASON}), ("defence", {"defence": DEFENCE})]
)
def test_after_a_colleague_took_the_point_off_the_agenda(send, secretary, item, look, button, typed):
    late = send(button, lambda: sessions.remove_item(secretary, item), **typed)

    assert late.status_code == 409
    assert "Somebody else has taken this application off the agenda in the meantime." in late.text
    assert (REASON in late.text) or (DEFENCE in late.text)
    assert look().query(CommissionItem).count() == 0


@pytest.mark.parametrize("where", [{}, {"session": "4711"}, {"session": "9" * 30}, {"session": "-1"}])
def test_a_point_of_no_session_that_this_person_sees_is_not_found(sign_in, secretary, session, where):
    gone = sign_in("planner").post("/commissions/items/4711/defence", data={"defence": DEFENCE, **where})

    assert gone.status_code == 404


def test_the_form_that_is_still_there_keeps_its_text_alone(send, secretary, item):
    late = send("defence", lambda: items.serve_notice(secretary, item, "post", TODAY), defence=DEFENCE)

    assert late.status_code == 409
    assert (late.text.count(DEFENCE), "You had written:" in late.text) == (1, False)


def test_a_move_of_a_session_that_was_decided_meanwhile(sign_in, secretary, session, item, look):
    seen = move.mark(look().get_one(CommissionSession, session))
    items.decide(secretary, item, "adjourned", "به مدارک بیشتری نیاز است.")
    day = (TODAY + timedelta(days=9)).isoformat()
    typed = {"day": day, "hour": "11:15", "place": "سالن دوم", "reason": "بیماری رئیس", "seen": seen}

    late = sign_in("planner").post(f"/commissions/sessions/{session}/move?lang=en", data=typed)

    assert late.status_code == 409
    for text in (day, "11:15", "سالن دوم", "بیماری رئیس"):
        assert text in late.text
