"""A session planned by mistake is cancelled: its applications wait for another one, and everybody is told once."""

from datetime import timedelta

import pytest

from deskq.applications.models import Applicant
from deskq.commissions import cancelled_sessions, queries
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.rules.sessions import SessionDecided, SessionHeld
from deskq.commissions.service import cancel, items, move, sessions
from deskq.commissions.service.move import SessionMovedMeanwhile
from deskq.commissions.service.sessions import SessionCancelledMeanwhile
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.sms.models import Notice
from deskq.sms.notification_port import number_and_text
from deskq.sms.rules import part_count
from tests.applications.conftest import BOTH, person_id
from tests.commissions.test_sessions import TODAY, viewer
from tests.tools.forms import form_of

WHY = "روز جلسه اشتباه بود"


@pytest.fixture
def more_settings():
    return {"SMS_GATEWAY": "console"}


def cancelled(secretary, session, why=WHY):
    return cancel.cancel_session(secretary, session.id, why, move.mark(session))


def of_sessions(session) -> list[Notice]:
    return session.query(Notice).filter(Notice.about.startswith("commission_")).order_by(Notice.id).all()


def waiting(secretary) -> list[int]:
    found = queries.waiting(db.session(), secretary.office_id, viewer(secretary), "art100")
    return [one.application.id for one in found]


@BOTH
def test_its_applications_wait_again_and_are_told_once(case, planned, secretary, look):
    reached, silent = case(), case()
    db.session().get_one(Applicant, silent).texts = False
    db.session.commit()
    for one in (reached, silent):
        items.serve_notice(secretary, sessions.add_item(secretary, planned.id, one).id, "post", TODAY)
    assert waiting(secretary) == []

    first, again = (cancelled(secretary, planned) for _ in range(2))

    assert (first.told, first.unreached, again.told, again.unreached) == (1, [silent], 1, [silent])
    assert sorted(waiting(secretary)) == sorted([reached, silent])
    row = look().get_one(CommissionSession, planned.id)
    assert (row.cancelled_why, row.cancelled_at is not None) == (WHY, True)
    calls = queries.calls(look(), row)
    assert [(one.application.id if one.application else None, one.member) for one in calls] == [
        (silent, ""), (None, "رئیس"),
    ]  # fmt: skip
    session = look()
    texts = [number_and_text(session, one)[1] for one in of_sessions(session)]
    assert len(texts) == 1
    assert "برگزار نمی‌شود" in texts[0]
    assert WHY not in texts[0]
    assert part_count(texts[0]) <= 2
    assert look().query(Entry).filter(Entry.kind == "commission.session_cancelled").count() == 1


def test_the_sms_of_an_earlier_move_is_not_sent_any_more(case, planned, secretary, look):
    sessions.add_item(secretary, planned.id, case())
    starts = planned.starts_at + timedelta(days=1)
    moved = move.move_session(secretary, planned.id, starts, "سالن ۲", WHY, move.mark(planned)).session

    cancelled(secretary, moved)

    session = look()
    texts = [number_and_text(session, one) for one in of_sessions(session)]
    assert [one is not None for one in texts] == [False, True]


def test_its_moment_is_free_and_a_defence_is_not_handed_in_twice(case, planned, secretary, look):
    made = case()
    item = sessions.add_item(secretary, planned.id, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")
    moment = planned.starts_at
    cancelled(secretary, planned)

    again = sessions.create_session(secretary, "art100", moment, "سالن ۲", "")
    new = sessions.add_item(secretary, again.id, made)

    assert again.id != planned.id
    assert (new.notice_day, new.defence) == (None, "پروانه داشته‌ام.")
    assert cancelled_sessions.still_told(db.session(), [made]) == {made}
    sessions.remove_item(secretary, new.id)
    assert waiting(secretary) == [made]


def test_who_was_told_of_a_later_session_need_not_be_told_again(case, planned, secretary):
    made, later = case(), timedelta(days=1)
    items.serve_notice(secretary, sessions.add_item(secretary, planned.id, made).id, "post", TODAY)
    moment = planned.starts_at
    cancelled(secretary, planned)
    second = sessions.create_session(secretary, "art100", moment + later, "سالن", "")
    sessions.add_item(secretary, second.id, made)
    assert cancelled_sessions.still_told(db.session(), [made]) == {made}

    cancelled(secretary, second)
    assert cancelled_sessions.still_told(db.session(), [made]) == {made}, (
        "the notice of the first is still in their hands"
    )

    third = sessions.create_session(secretary, "art100", moment + 2 * later, "سالن", "")
    item = sessions.add_item(secretary, third.id, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    assert cancelled_sessions.still_told(db.session(), [made]) == set()


def test_only_a_defence_of_the_same_stage_comes_along(case, planned, secretary):
    made = case()
    item = sessions.add_item(secretary, planned.id, made).id
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")
    stage, moment = db.session().get_one(CommissionItem, item).stage, planned.starts_at
    cancelled(secretary, planned)

    assert cancelled_sessions.newest_item(db.session(), made, stage).defence == "پروانه داشته‌ام."
    assert cancelled_sessions.newest_item(db.session(), made, "another") is None

    sessions.add_item(secretary, sessions.create_session(secretary, "art100", moment, "سالن", "").id, made)
    assert cancelled_sessions.newest_item(db.session(), made, stage) is None


def test_a_moment_is_free_however_often_its_session_was_cancelled(planned, secretary):
    moment, all_of_them = planned.starts_at, [planned]
    for place in ("سالن ۲", "سالن ۳"):
        cancelled(secretary, all_of_them[-1])
        all_of_them.append(sessions.create_session(secretary, "art100", moment, place, ""))

    times = [queries.session_row(db.session(), secretary.office_id, one.id).starts_at for one in all_of_them]
    assert times[-1] == moment
    assert {time.replace(microsecond=0) for time in times} == {moment}


def test_nothing_more_is_recorded_for_it(case, planned, secretary):
    made = case()
    item = sessions.add_item(secretary, planned.id, made).id
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")
    cancelled(secretary, planned)
    row = queries.session_row(db.session(), secretary.office_id, planned.id)

    for act in (
        lambda: items.serve_notice(secretary, item, "post", TODAY),
        lambda: items.receive_defence(secretary, item, "x"),
        lambda: items.decide(secretary, item, "adjourned", "x"),
        lambda: items.print_notice(secretary, item),
        lambda: sessions.remove_item(secretary, item),
        lambda: sessions.add_item(secretary, planned.id, made),
        lambda: move.move_session(secretary, planned.id, row.starts_at + timedelta(1), "سالن", WHY, move.mark(row)),
        lambda: cancelled(secretary, row, "دلیل دیگر"),
    ):
        with pytest.raises(SessionCancelledMeanwhile):
            act()
    assert items.read_defence(secretary, item) == "پروانه داشته‌ام."


def test_one_with_a_verdict_or_in_which_somebody_was_heard_stays(case, planned, secretary):
    item = sessions.add_item(secretary, planned.id, case()).id
    with pytest.raises(InvalidInput):
        cancelled(secretary, planned, " ")
    clock.fix(planned.starts_at + timedelta(minutes=10))
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")
    with pytest.raises(SessionHeld):
        cancelled(secretary, planned)
    items.decide(secretary, item, "adjourned", "به مدارک بیشتری نیاز است.")

    with pytest.raises(SessionDecided):
        cancelled(secretary, planned)


def test_one_that_never_began_is_cancelled_afterwards_and_nobody_is_told(case, planned, secretary, look):
    sessions.add_item(secretary, planned.id, case())
    clock.fix(planned.starts_at + timedelta(days=1))

    made = cancelled(secretary, planned)

    assert (made.told, made.unreached, of_sessions(look())) == (0, [], [])
    assert queries.calls(look(), look().get_one(CommissionSession, planned.id)) == []


def test_an_old_page_and_other_units_cancel_nothing(planned, secretary):
    with pytest.raises(SessionMovedMeanwhile):
        cancel.cancel_session(secretary, planned.id, WHY, 4711)
    for name, error in (("revenue", NotFound), ("supervisor", Forbidden)):
        with pytest.raises(error):
            cancelled(sessions.Secretary(secretary.office_id, "test", person_id(name)), planned)


@BOTH
def test_of_two_who_cancel_at_once_with_other_reasons_one_is_refused(planned, secretary, together):
    seen, number = move.mark(planned), planned.id

    refused = together(
        lambda: cancel.cancel_session(secretary, number, WHY, seen),
        lambda: cancel.cancel_session(secretary, number, "دلیل دیگر", seen),
    )

    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "SessionCancelledMeanwhile"]


def test_the_page_cancels_it_and_it_stays_readable(sign_in, client, case, planned, secretary, now_of, look):
    made = case()
    items.serve_notice(secretary, sessions.add_item(secretary, planned.id, made).id, "post", TODAY)
    expert, page = sign_in("planner"), f"/commissions/sessions/{planned.id}"
    address = f"{page}/cancellation"
    form = form_of(expert.get(page).text, address)

    wrong = expert.post(address, data=form.values)
    answers = [expert.post(address, data=form.changed(reason=WHY)).status_code for _ in range(2)]

    assert (wrong.status_code, answers) == (422, [303, 303])
    assert "چرا جلسه لغو می‌شود" in wrong.text
    shown, listed = expert.get(page).text, expert.get("/commissions").text
    assert all(text in shown for text in ("این جلسه لغو شده است", WHY, "باید دوباره ابلاغ شود"))
    assert f"{page}/" not in shown.replace(f"{page}/calls/", "")
    assert listed.index("جلسه‌های لغوشده") < listed.index(WHY)
    told = client.get(f"/track/{now_of(made).code}").text
    assert ("لغوشده" in told, WHY in told) == (True, False)
    assert look().query(CommissionItem).count() == 1


@pytest.mark.parametrize(("button", "texts"), [("", {"place"}), ("/1/move", {"place", "reason"})])
def test_a_missing_place_is_named_together_with_a_missing_day_and_hour(sign_in, planned, button, texts):
    refused = sign_in("planner").post(f"/commissions/sessions{button}?lang=en", data={"commission": "art100"})

    assert refused.status_code == 422
    assert refused.text.count("Please fill in this field.") >= 2
    assert "Please write where the session is." in refused.text
    assert ("Please write why the session is moved." in refused.text) == ("reason" in texts)
