"""Visitors sent on from the desk (R1): a reason, an agreement, a count for each citizen, no name."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deskq.application_opening import personal_data, retention
from deskq.application_opening.events import VisitorReferred
from deskq.application_opening.models import VisitorReferral
from deskq.application_opening.queries import referrals
from deskq.application_opening.service import refer
from deskq.application_opening.service.refer import NewReferral
from deskq.core import clock
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.personal_data import Subject
from deskq.core.transactions import transaction
from deskq.units import queries as unit_queries
from tests.applications.conftest import BOTH, person_id
from tests.conftest import MORNING
from tests.tools.forms import form_of

PHONE, NATIONAL = "09121234567", "0499370899"


@pytest.fixture
def unit(office):
    """``unit("revenue")``: its id."""
    units = {one.code: one.id for one in unit_queries.units(db.session(), office)}
    return units.__getitem__


@pytest.fixture
def send(office, unit):
    """``send(phone=...)``: the clerk sends a visitor to the revenue unit; its row comes back."""
    made: list[int] = []

    def refer_(name: str = "karimi", **given: object) -> VisitorReferral:
        made.append(len(made))
        typed = {"unit": unit("revenue"), "reason": "اصل فیش لازم است", "agreed_with": "خانم سلیمی", **given}
        clerk = person_id(name)
        return refer.refer(office, f"person:{clerk}", clerk, NewReferral(**typed), f"referral {len(made)}")

    return refer_


@BOTH
def test_a_citizen_is_counted_by_number_or_national_id_over_all_applications(send, opened, office):
    made = opened(phone=PHONE, national_id=NATIONAL)
    send(phone=PHONE)
    send(unit=None, body="ادارهٔ ثبت", agreed_with="", national_id=NATIONAL)
    send(application_id=made.id)
    send(phone="09350000000")
    send()

    of_citizen = referrals.of_application(db.session(), made, clock.now())
    today = of_citizen[0].day
    sent = referrals.sent(db.session(), office, today, today)

    assert len(of_citizen) == 3
    assert sum(sent.places.values()) == 5
    assert sent.places["ادارهٔ ثبت"] == 1
    assert sent.known == 3  # by number alone, by national ID, and the other number
    assert sent.again == 1


def test_the_year_is_over_after_365_days(send, opened):
    made = opened(phone=PHONE)
    send(phone=PHONE)

    for days, count in ((364, 1), (366, 0)):
        at = MORNING + timedelta(days=days, hours=1)
        assert len(referrals.of_application(db.session(), made, at)) == count


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"unit": None}, "unit"),
        ({"body": "ادارهٔ ثبت"}, "unit"),
        ({"unit": 10**9}, "unit"),
        ({"reason": " \u200c "}, "reason"),
        ({"agreed_with": ""}, "agreed_with"),
        ({"phone": "12"}, "phone"),
        ({"national_id": "1111111111"}, "national_id"),
        ({"ticket_id": 999}, "ticket"),
        ({"agreed_with": "\ufdfa" * 80}, "agreed_with"),
        ({"unit": None, "body": "\ufdfa" * 80}, "body"),
    ],
)
def test_without_a_place_a_reason_or_an_agreement_nobody_is_sent(send, look, given, field):
    with pytest.raises(InvalidInput) as refused:
        send(**given)

    assert field in refused.value.fields
    assert look().query(VisitorReferral).count() == 0


def test_a_closed_unit_receives_nobody(send, office, unit):
    one = unit_queries.unit(db.session(), office, unit("revenue"))
    one.offered = False
    db.session.commit()

    with pytest.raises(InvalidInput):
        send()


def test_who_does_not_see_an_application_sends_nobody_because_of_it(send, opened, look):
    made = opened()

    with pytest.raises(NotFound):
        send("city", application_id=made.id)

    assert look().query(VisitorReferral).count() == 0


@BOTH
def test_the_same_form_twice_at_once_counts_once(office, unit, together, look):
    clerk = person_id("karimi")
    typed = NewReferral(unit=unit("revenue"), reason="فیش", agreed_with="خانم سلیمی")

    refused = together(*[lambda: refer.refer(office, f"person:{clerk}", clerk, typed, "one form")] * 2)

    assert refused == [None, None]
    assert look().query(VisitorReferral).count() == 1


def test_it_stands_in_the_history_and_the_journal_without_the_reason(send, opened, entries):
    made = opened()
    sent = send(application_id=made.id)

    (event,) = [content for kind, content in entries() if kind == VisitorReferred.kind]
    assert event == {"referral": sent.id, "unit": sent.unit_id, "application": made.id, "ticket": None}


def test_a_clerk_sends_a_visitor_on_and_prints_the_slip(sign_in, opened, look):
    made, clerk = opened(), sign_in("karimi")
    page = clerk.get(f"/applications/referrals/new?application={made.id}")
    sent = form_of(page.text, "/applications/referrals/new")
    unit_id = next(one for one in page.text.split('value="') if "درآمد" in one[:60]).partition('"')[0]
    typed = sent.changed(unit=unit_id, reason="اصل فیش لازم است", agreed_with="خانم سلیمی")

    first, again = (clerk.post("/applications/referrals/new", data=typed) for _ in range(2))
    slip = clerk.get(first.headers["Location"])

    assert first.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    for words in ("درآمد", "اصل فیش لازم است", "خانم سلیمی"):
        assert words in slip.text
    assert look().query(VisitorReferral).count() == 1
    shown = clerk.get(f"/applications/{made.id}").text
    assert "متقاضی در یک سال گذشته ۱ بار" in shown
    assert "درآمد و نوسازی: اصل فیش" in shown


def test_the_form_of_one_visitor_filled_in_again_after_back_notes_another(sign_in, look, office):
    typed = {"request_key": "key-of-page-1", "body": "ثبت اسناد", "reason": "اصل سند لازم است", "phone": PHONE}
    clerk = sign_in("karimi")
    first, again = (clerk.post("/applications/referrals/new", data=typed) for _ in range(2))

    refused = clerk.post("/applications/referrals/new", data={**typed, "phone": "09350000000"})
    key = form_of(refused.text, "/applications/referrals/new").values["request_key"]
    sent = clerk.post("/applications/referrals/new", data={**typed, "phone": "09350000000", "request_key": key})

    assert [one.status_code for one in (first, again, refused, sent)] == [303, 303, 409, 303]
    assert look().query(VisitorReferral).count() == 2


def test_refused_what_was_typed_stays(sign_in, office):
    typed = {"request_key": "key-of-page-1", "reason": "اصل فیش لازم است"}

    refused = sign_in("karimi").post("/applications/referrals/new", data=typed)

    assert refused.status_code == 422
    assert 'value="اصل فیش لازم است"' in refused.text
    assert 'id="unit-problem"' in refused.text


def test_the_report_says_how_often_and_where(sign_in, send):
    send(phone=PHONE)
    send(phone=PHONE)

    page = sign_in("supervisor").get("/manage/reports/applications?lang=en").text

    assert "The desk sent visitors elsewhere 2 times." in page
    assert "Citizens whose number or national ID was given: 1. Sent more than once: 1." in page


@BOTH
def test_a_person_s_referrals_are_exported_and_erased(send, office, look):
    send(phone=PHONE)
    send(phone="09350000000")

    (record,) = personal_data.HOLDING.find(db.session(), office, Subject(phone="+989121234567"))
    with transaction(office, "test") as tx:
        erased = personal_data.HOLDING.erase(tx, Subject(phone="+989121234567"))

    assert set(record) == set(personal_data.HOLDING.labels)
    assert erased == 1
    rows = look().scalars(select(VisitorReferral).order_by(VisitorReferral.id)).all()
    assert [(one.reason == "", one.phone_index is None) for one in rows] == [(True, True), (False, False)]


def test_after_a_year_nothing_says_who_it_was_or_why(send, office, look):
    send(phone=PHONE, national_id=NATIONAL)
    (rule,) = retention.RULES

    rule.remove(office, MORNING + timedelta(days=366))

    row = look().query(VisitorReferral).one()
    assert (row.reason, row.agreed_with, row.phone_index, row.national_index) == ("", "", None, None)
    assert row.unit_id is not None
    assert rule.due(look(), office, MORNING + timedelta(days=366)) == 0
