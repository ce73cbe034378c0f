"""A verdict that was recorded wrongly is corrected until it has been served; what was recorded before stays."""

from datetime import timedelta

import pytest

from deskq.applications.models import Application
from deskq.commissions import queries, retention
from deskq.commissions.models import CommissionCorrection, CommissionItem, CommissionSession
from deskq.commissions.rules.corrections import ServedFinal, ServedMayObject, wrong_kind
from deskq.commissions.rules.verdicts import COMPLETE, REFUSE, STAY, WAIT
from deskq.commissions.service import correct, items, sessions
from deskq.commissions.service.correct import Corrected, Erased, NotDecided
from deskq.commissions.service.items import ItemSeenOlder
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from tests.applications.conftest import BOTH, person_id
from tests.commissions.test_sessions import TODAY
from tests.tools.forms import form_of

OLD, NEW, WHY = "دو طبقه بیش از پروانه", "یک طبقه بیش از پروانه", "شمارهٔ طبقه‌ها اشتباه بود"
MEMBERS = "رئیس\nنمایندهٔ شورا"


@pytest.fixture
def heard(case, secretary, session):
    """An application that was heard: its point of the agenda."""
    item = sessions.add_item(secretary, session, case()).id
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")
    return item


@pytest.fixture
def decided(secretary, heard):
    items.decide(secretary, heard, "fine", OLD, 250_000_000)
    return heard


def typed(verdict="fine", reason=NEW, amount=125_000_000, members=MEMBERS, why=WHY) -> Corrected:
    return Corrected(verdict, reason, amount, members, why)


def corrections(look) -> list[CommissionCorrection]:
    return look().query(CommissionCorrection).order_by(CommissionCorrection.id).all()


@pytest.mark.parametrize(
    ("before", "after", "waits", "again", "may"),
    [
        (COMPLETE, COMPLETE, False, True, True),
        (COMPLETE, STAY, False, False, False),
        (REFUSE, COMPLETE, False, False, False),
        (WAIT, COMPLETE, True, False, True),
        (WAIT, COMPLETE, True, True, False),
        (WAIT, COMPLETE, False, False, False),
        (STAY, COMPLETE, False, False, True),
        (STAY, COMPLETE, False, True, False),
    ],
)
def test_a_kind_is_corrected_where_it_had_no_effect_that_stays(before, after, waits, again, may):
    assert (wrong_kind(before, after, waits=waits, heard_again=again) is None) == may


@BOTH
def test_reason_amount_and_who_sat_are_corrected_and_kept_as_they_were(secretary, decided, look, stage_states):
    before = stage_states(1)

    for _ in range(2):
        row = correct.correct_verdict(secretary, decided, typed(members="دبیر"), 3)

    assert (row.reason, row.amount, stage_states(1)) == (NEW, 125_000_000, before)
    assert look().query(CommissionSession).one().members == "دبیر"
    (kept,) = corrections(look)
    assert (kept.verdict, kept.reason, kept.amount, kept.members) == ("fine", OLD, 250_000_000, MEMBERS)
    assert (kept.why, kept.person_id) == (WHY, secretary.person_id)
    (told,) = look().query(Entry).filter(Entry.kind == "commission.verdict_corrected")
    assert NEW not in told.body
    assert WHY not in told.body


def test_a_kind_after_which_the_application_goes_another_way_is_refused_beside_its_field(secretary, decided, look):
    with pytest.raises(InvalidInput) as refused:
        correct.correct_verdict(secretary, decided, typed("adjourned"))

    assert "moved on" in refused.value.fields["verdict"]
    assert correct.correct_verdict(secretary, decided, typed("demolition")).amount is None


def test_adjourned_by_mistake_becomes_the_verdict_and_moves_the_application(secretary, heard, stage_states):
    items.decide(secretary, heard, "adjourned", OLD)

    correct.correct_verdict(secretary, heard, typed())

    assert (stage_states(1)["defence"], stage_states(1)["verdict"]) == ("done", "done")


def test_an_adjourned_application_on_a_later_agenda_keeps_its_verdict(secretary, heard):
    items.decide(secretary, heard, "adjourned", OLD)
    later = sessions.create_session(secretary, "art100", clock.now() + timedelta(days=20), "سالن", "").id
    sessions.add_item(secretary, later, 1)

    with pytest.raises(InvalidInput) as refused:
        correct.correct_verdict(secretary, heard, typed())

    assert "later session" in refused.value.fields["verdict"]


def test_a_stage_that_waits_for_the_applicant_only_because_of_the_verdict_goes_on(
    opened, begin_stage, secretary, stage_states, now_of
):
    made = opened("completion").id
    begin_stage(made, "art100")
    session = sessions.create_session(secretary, "art100", clock.now() + timedelta(hours=3), "سالن", "").id
    item = sessions.add_item(secretary, session, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "دفاع")
    items.decide(secretary, item, "demolition", OLD)

    correct.correct_verdict(secretary, item, typed("adjourned", members=""))
    assert stage_states(made)["art100"] == "here"
    correct.correct_verdict(secretary, item, typed("no_violation", members=""))

    assert (stage_states(made)["art100"], now_of(made).state) == ("done", "open")


def test_after_its_service_a_sentence_says_what_remains(secretary, decided):
    items.serve_verdict(secretary, decided, "post", TODAY)

    with pytest.raises(ServedMayObject) as refused:
        correct.correct_verdict(secretary, decided, typed())
    assert refused.value.values["day"].en == "Friday 4 December 2026"
    clock.fix(clock.now() + timedelta(days=11))
    with pytest.raises(ServedFinal):
        correct.correct_verdict(secretary, decided, typed())


def test_what_is_missing_or_the_same_is_named(secretary, decided, heard, look):
    for wrong, fields in (
        (typed(why=" "), {"why"}),
        (typed(reason="", amount=None), {"reason", "amount"}),
        (typed("approved"), {"verdict"}),
        (typed(reason=OLD, amount=250_000_000), {"reason"}),
    ):
        with pytest.raises(InvalidInput) as refused:
            correct.correct_verdict(secretary, decided, wrong)
        assert set(refused.value.fields) == fields
    assert corrections(look) == []


def test_without_a_verdict_and_on_an_older_page_nothing_is_corrected(secretary, heard):
    with pytest.raises(NotDecided):
        correct.correct_verdict(secretary, heard, typed())
    with pytest.raises(ItemSeenOlder):
        correct.correct_verdict(secretary, heard, typed(), 0)


def test_who_sat_stays_once_another_verdict_of_the_session_was_served(secretary, decided, session, case):
    other = sessions.add_item(secretary, session, case()).id
    items.decide(secretary, other, "adjourned", OLD)
    items.serve_verdict(secretary, decided, "post", TODAY)

    with pytest.raises(InvalidInput) as refused:
        correct.correct_verdict(secretary, other, typed("adjourned", amount=None, members="دبیر"))

    assert set(refused.value.fields) == {"members"}


def test_other_units_correct_nothing(secretary, decided):
    for name, error in (("revenue", NotFound), ("supervisor", Forbidden)):
        with pytest.raises(error):
            correct.correct_verdict(sessions.Secretary(secretary.office_id, "test", person_id(name)), decided, typed())


@BOTH
def test_of_two_who_correct_at_once_one_is_refused(secretary, decided, together):
    refused = together(
        lambda: correct.correct_verdict(secretary, decided, typed(), 3),
        lambda: correct.correct_verdict(secretary, decided, typed(reason="سه طبقه"), 3),
    )

    assert sorted(type(one).__name__ for one in refused) == ["ItemSeenOlder", "NoneType"]


def test_erasure_empties_what_was_recorded_before_too(secretary, decided, office, look):
    correct.correct_verdict(secretary, decided, typed())

    with transaction(office, "test") as tx:
        retention.erase(tx, [1])

    (kept,) = corrections(look)
    assert (kept.reason, kept.why, kept.amount) == ("", "", 250_000_000)
    with pytest.raises(Erased):
        correct.correct_verdict(secretary, decided, typed(reason="علی رضایی", why="نام"))


def test_the_page_corrects_it_and_shows_both_and_the_applicant_only_the_new_one(
    sign_in, secretary, session, decided, client, look
):
    clerk, page = sign_in("planner"), f"/commissions/sessions/{session}"
    address = f"/commissions/items/{decided}/correction"
    form = form_of(clerk.get(page).text, address)
    assert form.values["reason"] == OLD

    wrong = clerk.post(address, data=form.changed(reason=NEW))
    sent = form_of(wrong.text, address).changed(why=WHY)
    answers = [clerk.post(address, data=sent).status_code for _ in range(2)]

    assert (wrong.status_code, answers) == (422, [303, 303])
    assert "چرا رأی اصلاح می‌شود" in wrong.text
    shown = clerk.get(page).text
    assert all(text in shown for text in (OLD, NEW, WHY, "آنچه پیش از اصلاح ثبت شده بود"))
    assert len(corrections(look)) == 1
    assert all(text in clerk.get("/applications/1").text for text in (NEW, WHY, "رأی اصلاح شد"))
    told = client.get(f"/track/{look().get_one(Application, 1).code}").text
    assert ("اصلاح‌شده در" in told, WHY in told) == (True, False)


def test_after_its_service_the_button_is_gone_and_a_late_press_refused_in_words(sign_in, secretary, session, decided):
    clerk, page = sign_in("planner"), f"/commissions/sessions/{session}"
    address = f"/commissions/items/{decided}/correction"
    form = form_of(clerk.get(page).text, address)
    items.serve_verdict(secretary, decided, "post", TODAY)

    late = clerk.post(address, data=form.changed(why=WHY, turn=str(4)))

    assert (late.status_code, "راه باقی‌مانده اعتراض است" in late.text, WHY in late.text) == (409, True, True)
    assert address not in clerk.get(page).text
    assert queries.item(db.session(), secretary.office_id, decided).reason == OLD
    assert db.session().query(CommissionItem).one().corrected_at is None
