"""A case from the agenda to the served verdict; days, refusals, and the journal."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from deskq.applications.models import Application
from deskq.applications.queries import rebuild as application_journal
from deskq.commissions import queries
from deskq.commissions.models import CommissionItem
from deskq.commissions.rules import verdicts
from deskq.commissions.rules.verdicts import DefenceOpen, NoticeNotServed, SessionToCome, VerdictGiven
from deskq.commissions.service import items, sessions
from deskq.commissions.service.items import ItemSeenOlder
from deskq.commissions.service.sessions import AgendaDone, OwnerTold
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.messages.queries import viewers
from deskq.service_sheets.rules.legal_days import USUAL, Days
from tests.applications.conftest import BOTH, person_id
from tests.conftest import MORNING

TODAY = date(2026, 11, 24)


def test_the_days_of_the_law_count_from_the_service():
    assert verdicts.defence_until("art100", TODAY, TODAY + timedelta(days=3), USUAL) == TODAY + timedelta(days=10)
    assert verdicts.defence_until("art100", TODAY, TODAY, Days(defence=20)) == TODAY + timedelta(days=20)
    assert verdicts.defence_until("art77", TODAY, TODAY + timedelta(days=3), USUAL) == TODAY + timedelta(days=3)
    assert verdicts.appeal_until("art100", "verdict", TODAY, USUAL) == TODAY + timedelta(days=10)
    assert verdicts.appeal_until("art100", "appeal", TODAY, USUAL) is None
    assert verdicts.appeal_until("art5", "art5", TODAY, USUAL) is None


def test_a_stage_belongs_to_its_commission():
    assert verdicts.commission_of("art100", "verdict") == "art100"
    assert verdicts.commission_of("completion", "art100") == "art100"
    assert verdicts.commission_of("land_use_change", "art5") == "art5"
    assert verdicts.commission_of("completion", "verdict") is None


@BOTH
def test_a_case_goes_from_the_agenda_to_the_served_verdict(case, session, secretary, stage_states, look):
    made = case()
    (waits,) = queries.waiting(db.session(), secretary.office_id, viewer(secretary), "art100")
    assert waits.application.id == made

    item = sessions.add_item(secretary, session, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")
    decided = items.decide(secretary, item, "fine", "دو طبقه بیش از پروانه.", 250_000_000)

    assert decided.amount == 250_000_000
    assert stage_states(made) | {"referral": "done"} == stage_states(made)
    assert (stage_states(made)["defence"], stage_states(made)["verdict"]) == ("done", "done")
    assert stage_states(made)["service"] == "applicant"
    served = items.serve_verdict(secretary, item, "sana", TODAY)
    assert served.appeal_until == TODAY + timedelta(days=10)
    assert stage_states(made)["service"] == "done"
    entries = [(one.kind, json.loads(one.body)) for one in look().scalars(select(Entry).order_by(Entry.sequence))]
    told = queries.rebuild(entries)[item]
    assert (told["verdict"], told["amount"], told["until"]) == ("fine", 250_000_000, 14050913)
    assert application_journal.rebuild(entries)[made].progress.stages == stage_states(made)
    assert "پروانه داشته" not in json.dumps(entries, ensure_ascii=False)


def viewer(secretary):
    return viewers.viewer(db.session(), secretary.office_id, secretary.person_id, TODAY)


def test_no_verdict_before_notice_before_the_days_of_the_defence_or_before_the_session(case, secretary, session):
    item = sessions.add_item(secretary, session, case()).id
    with pytest.raises(NoticeNotServed):
        items.decide(secretary, item, "no_violation", "تخلفی نیست.")

    items.serve_notice(secretary, item, "post", TODAY)

    with pytest.raises(DefenceOpen):
        items.decide(secretary, item, "no_violation", "تخلفی نیست.")
    clock.fix(MORNING + timedelta(days=11))
    assert items.decide(secretary, item, "no_violation", "تخلفی نیست.").verdict == "no_violation"


def test_a_session_of_another_day_has_no_verdict_yet(case, secretary):
    later = sessions.create_session(secretary, "art100", clock.now() + timedelta(days=20), "سالن", "").id
    item = sessions.add_item(secretary, later, case()).id
    items.serve_notice(secretary, item, "post", TODAY)

    with pytest.raises(SessionToCome) as refused:
        items.decide(secretary, item, "no_violation", "تخلفی نیست.")

    assert refused.value.values["day"].en == "Monday 14 December 2026"


def test_an_application_is_on_one_agenda_and_has_one_verdict(case, secretary, session):
    made = case()
    item = sessions.add_item(secretary, session, made).id
    with pytest.raises(AgendaDone):
        sessions.add_item(secretary, session, made)
    items.decide(secretary, item, "adjourned", "به مدارک بیشتری نیاز است.")

    with pytest.raises(VerdictGiven):
        items.decide(secretary, item, "adjourned", "دوباره")
    with pytest.raises(AgendaDone):
        sessions.add_item(secretary, session, made)
    again = sessions.create_session(secretary, "art100", clock.now() + timedelta(days=20), "سالن", "").id
    assert sessions.add_item(secretary, again, made).id != item


def test_wrong_fields_are_named_and_older_pages_refused(case, secretary, session):
    item = sessions.add_item(secretary, session, case()).id

    for act in (
        lambda: items.serve_notice(secretary, item, "pigeon", TODAY),
        lambda: items.serve_notice(secretary, item, "post", TODAY + timedelta(days=1)),
        lambda: items.receive_defence(secretary, item, " "),
        lambda: items.decide(secretary, item, "fine", "دلیل"),
        lambda: items.decide(secretary, item, "approved", "دلیل"),
        lambda: sessions.create_session(secretary, "art100", clock.now() - timedelta(hours=1), "سالن", ""),
    ):
        with pytest.raises(InvalidInput):
            act()
    items.serve_notice(secretary, item, "post", TODAY, 0)
    with pytest.raises(ItemSeenOlder):
        items.serve_notice(secretary, item, "post", TODAY, 0)


def test_other_units_neither_see_nor_run_it(secretary, session, case):
    stranger = sessions.Secretary(secretary.office_id, "test", person_id("revenue"))
    above = sessions.Secretary(secretary.office_id, "test", person_id("supervisor"))
    with pytest.raises(NotFound):
        sessions.add_item(stranger, session, case())
    with pytest.raises(Forbidden):
        sessions.add_item(above, session, case())


def test_the_defence_is_encrypted_and_reading_it_is_journalled(case, secretary, session, look):
    item = sessions.add_item(secretary, session, case()).id
    items.receive_defence(secretary, item, "پروانه داشته‌ام.")

    assert items.read_defence(secretary, item) == "پروانه داشته‌ام."
    assert items.print_notice(secretary, item).name == "کاظم یوسفی"

    kinds = list(look().scalars(select(Entry.kind)))
    assert {"commission.defence_read", "commission.notice_printed"} <= set(kinds)
    raw = look().execute(db.text("SELECT defence FROM commission_item")).scalar()
    assert "پروانه" not in raw
    assert look().get(CommissionItem, item).defence


def test_the_pages_show_the_session_its_papers_and_what_to_do(case, sign_in, secretary, session):
    made = case()
    clerk = sign_in("planner")
    assert "کمیسیون مادهٔ صد" in clerk.get("/commissions").text

    added = clerk.post(f"/commissions/sessions/{session}/agenda", data={"application": made})
    page = clerk.get(added.location).text
    item = db.session().query(CommissionItem).one().id
    wrong = clerk.post(f"/commissions/items/{item}/verdict", data={"verdict": "fine", "turn": 0})

    assert "/verdict" in page
    assert wrong.status_code == 422
    for paper in ("agenda/paper", "minutes"):
        shown = clerk.get(f"/commissions/sessions/{session}/{paper}")
        assert shown.status_code == 200
        assert "کاظم" not in shown.text
    assert "کاظم یوسفی" in clerk.post(f"/commissions/items/{item}/notice/paper").text


def test_an_owner_who_was_told_stays_on_the_agenda_and_a_second_defence_adds_to_the_first(case, secretary, session):
    item = sessions.add_item(secretary, session, case()).id
    items.receive_defence(secretary, item, "یکم")
    items.receive_defence(secretary, item, "دوم")

    with pytest.raises(OwnerTold):
        sessions.remove_item(secretary, item)
    assert items.read_defence(secretary, item) == "یکم\n\nدوم"


def test_a_point_without_notice_is_taken_off_and_waits_again(case, secretary, session):
    made = case()
    item = sessions.add_item(secretary, session, made).id

    sessions.remove_item(secretary, item)

    with pytest.raises(NotFound):  # pressed twice
        sessions.remove_item(secretary, item)
    assert sessions.add_item(secretary, session, made).application_id == made


def test_service_is_neither_in_the_future_nor_before_there_was_anything(case, secretary, session):
    item = sessions.add_item(secretary, session, case()).id
    with pytest.raises(InvalidInput):
        items.serve_notice(secretary, item, "post", TODAY - timedelta(days=1))
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "یکم")
    items.decide(secretary, item, "no_violation", "تخلفی نیست.")

    with pytest.raises(InvalidInput):
        items.serve_verdict(secretary, item, "post", TODAY - timedelta(days=1))
    with pytest.raises(VerdictGiven):
        items.serve_notice(secretary, item, "post", TODAY)


def test_the_applicant_reads_session_and_verdict_and_only_when_proven_its_reasons(case, secretary, session, browser):
    made = case()
    item = sessions.add_item(secretary, session, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    code, citizen = db.session().get_one(Application, made).code, browser()
    asked = citizen.get(f"/track/{code}").text
    items.receive_defence(secretary, item, "یکم")
    items.decide(secretary, item, "fine", "دو طبقه بیش از پروانه.", 250_000_000)

    told = citizen.get(f"/track/{code}").text
    citizen.post(f"/track/{code}/application/proof", data={"digits": "4567"})
    proven = citizen.get(f"/track/{code}").text

    assert ("سالن جلسات" in asked, "۱۳ آذر" in asked or "۱۴۰۵/۰۹/۱۳" in asked) == (True, True)
    assert ("جریمه" in told, "دو طبقه" in told, "۲۵۰٬۰۰۰٬۰۰۰" in told) == (True, False, False)
    assert ("دو طبقه" in proven, "۲۵۰٬۰۰۰٬۰۰۰" in proven) == (True, True)
