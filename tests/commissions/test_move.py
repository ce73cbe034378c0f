"""A session is moved: all concerned are told once, the days of the law stay, and an old page moves nothing."""

from datetime import timedelta

import pytest

from deskq.applications.models import Applicant
from deskq.commissions import queries
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.service import items, move, sessions
from deskq.commissions.service.move import SessionBegun, SessionMovedMeanwhile
from deskq.commissions.service.sessions import MomentTaken
from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.messages.events import moment
from deskq.sms.models import Notice
from deskq.sms.notification_port import number_and_text
from deskq.sms.rules import part_count
from tests.applications.conftest import BOTH, person_id
from tests.commissions.test_sessions import TODAY
from tests.tools.forms import form_of

WHY = "رئیس جلسه بیمار است"


@pytest.fixture
def more_settings():
    return {"SMS_GATEWAY": "console"}


@pytest.fixture
def texts(look):
    """``texts()``: SMS about sessions that would be sent now."""

    def written() -> list[str]:
        session = look()
        wanted = session.query(Notice).filter(Notice.about.startswith("commission_moved")).order_by(Notice.id)
        return [text for _, text in filter(None, (number_and_text(session, one) for one in wanted))]

    return written


def moved(secretary, session, days=7, place="سالن جلسات", why=WHY, seen=None):
    """Moves the session by so many days from its time of now."""
    now = queries.session_row(db.session(), secretary.office_id, session.id)
    known = move.mark(now) if seen is None else seen
    return move.move_session(secretary, now.id, now.starts_at + timedelta(days=days), place, why, known)


@BOTH
def test_every_applicant_on_the_agenda_is_told_the_new_time_once(case, planned, secretary, texts, look):
    sessions.add_item(secretary, planned.id, case())
    seen, new = move.mark(planned), planned.starts_at + timedelta(days=7)
    before = moment(planned.starts_at)

    first = move.move_session(secretary, planned.id, new, "سالن ۲", WHY, seen)
    again = move.move_session(secretary, planned.id, new, "سالن ۲", WHY, seen)

    assert (first.told, first.unreached, again.told) == (1, [], 1)
    (text,) = texts()
    assert "سالن ۲" in text
    assert WHY not in text
    assert part_count(text) <= 2
    row = look().get(CommissionSession, planned.id)
    assert (moment(row.starts_at), moment(row.moved_from), row.moved_why) == (moment(new), before, WHY)


def test_another_place_twice_and_a_way_back_are_told_too(case, planned, secretary, texts):
    """None of them may find the name of its SMS taken by that of an earlier move."""
    sessions.add_item(secretary, planned.id, case())
    for days, place in ((0, "سالن ۲"), (0, "سالن ۳"), (1, "سالن ۳"), (-1, "سالن ۴"), (1, "سالن ۴")):
        moved(secretary, planned, days=days, place=place)

    (text,) = texts()

    assert "سالن ۴" in text


def test_an_old_page_moves_nothing_and_changes_no_place_that_somebody_else_has_changed(planned, secretary):
    seen = move.mark(planned)
    moved(secretary, planned, days=0, place="سالن ۲", seen=seen)

    for days, place in ((0, "سالن ۳"), (1, "سالن ۲")):
        with pytest.raises(SessionMovedMeanwhile):
            moved(secretary, planned, days=days, place=place, seen=seen)


def test_who_gets_no_sms_is_named_to_be_called_also_when_it_is_pressed_twice(case, planned, secretary):
    made, seen = case(), move.mark(planned)
    sessions.add_item(secretary, planned.id, made)
    db.session().get_one(Applicant, made).texts = False
    db.session.commit()
    new = planned.starts_at + timedelta(days=7)

    first, again = (move.move_session(secretary, planned.id, new, "سالن", WHY, seen) for _ in range(2))

    assert (first.told, first.unreached, again.unreached) == (0, [made], [made])


def test_days_of_the_law_stay_and_others_follow_the_session(case, planned, secretary, look):
    item = sessions.add_item(secretary, planned.id, case()).id
    items.serve_notice(secretary, item, "post", TODAY)
    until = look().get(CommissionItem, item).defence_until

    moved(secretary, planned)

    assert look().get(CommissionItem, item).defence_until == until
    with pytest.raises(InvalidInput) as refused:
        moved(secretary, planned, days=-1)
    assert list(refused.value.fields) == ["day"]


@BOTH
def test_of_two_who_move_it_at_once_one_is_refused(planned, secretary, together):
    seen, starts = move.mark(planned), planned.starts_at

    refused = together(
        lambda: move.move_session(secretary, planned.id, starts + timedelta(days=1), "سالن", WHY, seen),
        lambda: move.move_session(secretary, planned.id, starts + timedelta(days=2), "سالن", WHY, seen),
    )

    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "SessionMovedMeanwhile"]


def test_not_onto_itself_or_another_session_not_into_the_past_not_after_it_began(planned, secretary):
    other = sessions.create_session(secretary, "art100", planned.starts_at + timedelta(days=1), "سالن", "")
    with pytest.raises(MomentTaken):
        moved(secretary, planned, days=1)
    with pytest.raises(InvalidInput) as refused:
        moved(secretary, planned, days=0)
    assert "already" in refused.value.fields["day"]
    for days, place, why in ((-30, "سالن", WHY), (400, "سالن", WHY), (2, " ", WHY), (2, "سالن", "")):
        with pytest.raises(InvalidInput):
            moved(secretary, planned, days=days, place=place, why=why)
    clock.fix(other.starts_at + timedelta(minutes=1))

    with pytest.raises(SessionBegun):
        moved(secretary, other, days=2)


def test_other_units_move_nothing(planned, secretary):
    for name, error in (("revenue", NotFound), ("supervisor", Forbidden)):
        stranger = sessions.Secretary(secretary.office_id, "test", person_id(name))
        with pytest.raises(error):
            moved(stranger, planned)


def test_the_page_moves_it_and_the_applicant_sees_both_times(sign_in, client, case, planned, secretary, now_of):
    made = case()
    sessions.add_item(secretary, planned.id, made)
    expert, address = sign_in("planner"), f"/commissions/sessions/{planned.id}"
    sent = form_of(expert.get(address).text, f"{address}/move")

    answer = expert.post(f"{address}/move", data=sent.changed(day="1405/09/30", hour="11:00", reason=WHY))
    old = expert.post(f"{address}/move", data=sent.changed(day="1405/10/02", hour="11:00", reason=WHY))
    after = expert.post(f"{address}/move", data=form_of(old.text, f"{address}/move").values)

    assert (answer.status_code, old.status_code, after.status_code) == (303, 409, 303)
    assert WHY in old.text
    assert WHY in expert.get(address).text
    track = client.get(f"/track/{now_of(made).code}").text
    assert "۲ دی ۱۴۰۵" in track
    assert "۳۰ آذر ۱۴۰۵" in track
    assert "پیش‌تر" in track
    assert WHY not in track


def test_a_wrong_hour_is_named_and_what_was_typed_stays(sign_in, planned):
    address = f"/commissions/sessions/{planned.id}/move"

    refused = sign_in("planner").post(address, data={"seen": "1", "day": "1405/09/30", "hour": "25:00", "reason": WHY})

    assert refused.status_code == 422
    assert WHY in refused.text


def test_of_another_place_alone_no_other_time_is_named(sign_in, client, case, planned, secretary, now_of):
    made = case()
    sessions.add_item(secretary, planned.id, made)
    moved(secretary, planned, days=0, place="سالن ۴")

    page = sign_in("planner").get(f"/commissions/sessions/{planned.id}").text

    assert WHY in page
    assert "مکان جلسه تغییر کرد" in page
    assert "پیش‌تر" not in page
    assert "پیش‌تر" not in client.get(f"/track/{now_of(made).code}").text
