"""The building permit of the catalogue from the desk to the booklet, with a missing document, a pause, a bill, an
extension and an objection; and what is refused on the way."""

from datetime import UTC, datetime, timedelta

import pytest

from deskq.application_opening.service.new_application import SameParcelOpen
from deskq.applications.queries.shown import shown
from deskq.applications.rules import progress
from deskq.applications.service import endings, stages
from deskq.applications.service.edit import SeenOlder
from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.messages.rules.deadlines import last_day
from tests.applications.conftest import DOCUMENTS
from tests.conftest import MORNING

DAY = timedelta(days=1)


def at(days: float) -> None:
    clock.fix(MORNING + days * DAY)


def test_an_opened_application_lies_with_its_second_stage_and_promises_its_days_and_information_is_finished(
    opened, stage_states
):
    made = opened()

    assert made.state == "open"
    assert stage_states(made.id)["inspection"] == "here"
    # The demo office works around the clock every day: fifteen working days are fifteen days, until midnight.
    assert made.due_at == MORNING.replace(hour=20, minute=30) + 15 * DAY
    made = opened("info_desk", received=frozenset())

    assert (made.state, made.ended_at) == ("finished", MORNING)


def test_a_missing_document_stops_the_clock_and_moves_the_promise(opened, action, now_of):
    made = opened(received=DOCUMENTS - {"deed"})
    promised = made.due_at
    assert (made.state, made.paused_at) == ("incomplete", MORNING)
    at(4)

    stages.receive_documents(action("karimi", made), ["deed"])

    now = now_of(made.id)
    assert (now.state, now.paused_at, now.due_at) == ("open", None, promised + 4 * DAY)
    assert now.first_due_at == promised


def test_the_clock_stands_only_while_all_that_is_to_do_waits(opened, action, now_of, stage_states):
    made = opened()
    for code, who in (("inspection", "planner"), ("report", "planner"), ("zoning", "planner")):
        stages.complete(action(who, made), code)

    stages.complete(action("planner", made), "plan_order")

    assert stage_states(made.id)["plans"] == "applicant"
    assert now_of(made.id).state == "applicant"
    at(10)
    stages.complete(action("planner", made), "plans")
    assert stage_states(made.id) | {"plan_check": "here", "fire": "here"} == stage_states(made.id)
    assert now_of(made.id).due_at == made.due_at + 10 * DAY


def test_a_bill_waits_for_its_payment_and_its_numbers_stay_in_the_history_when_a_second_is_issued(
    action, stage_states, visited
):
    made = visited()

    stages.ask_payment(action("revenue", made), "fees", "۱۲۳۴۵", "۶۷۸۹")

    assert stage_states(made.id)["fees"] == "payment"
    with pytest.raises(InvalidInput):
        stages.resume(action("revenue", made), "fees")
    stages.resume(action("revenue", made), "fees", "۹۹۰۱")
    row = next(one.row for one in shown(db.session(), made).stages if one.row.code == "fees")
    assert (row.bill_number, row.payment_id, row.reference, row.state) == ("12345", "6789", "9901", "here")

    stages.ask_payment(action("revenue", made), "fees", "54321", "9876")

    assert "12345 · 6789 · 9901" in [one.note for one in shown(db.session(), made).steps]


def test_a_wrong_bill_is_cancelled_with_a_reason_and_another_is_issued(visited, action, stage_states, client, now_of):
    made = visited()
    promised = now_of(made.id).due_at
    stages.ask_payment(action("revenue", made), "fees", "12345", "6789", "5000000")
    at(1 / 24 / 60)
    with pytest.raises(InvalidInput):
        stages.cancel_bill(action("revenue", made), "fees", " ")

    stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")

    now = shown(db.session(), now_of(made.id))
    assert (now_of(made.id).state, now_of(made.id).due_at, len(now.promises)) == ("open", promised, 1)
    assert stage_states(made.id)["fees"] == "here"
    assert "۱۲۳۴۵" not in client.get(f"/track/{made.code}").text
    step = next(one for one in now.steps if one.verb == "cancel_bill")
    assert (step.words, step.note) == ("مبلغ اشتباه بود.", "12345 · 6789 · 5000000")
    with pytest.raises(stages.NoBillOpen):
        stages.cancel_bill(action("revenue", made), "fees", "مبلغ اشتباه بود.")
    stages.ask_payment(action("revenue", made), "fees", "54321", "9876")
    assert "۵۴۳۲۱" in client.get(f"/track/{made.code}").text


def test_an_extension_is_a_new_row_and_the_first_promise_stays(opened, action, now_of):
    made = opened()
    later = made.due_at + 3 * DAY

    endings.extend(action("planner", made), later, "کارشناس در مأموریت است.")

    now = now_of(made.id)
    assert (now.due_at, now.first_due_at) == (later, made.first_due_at)
    promises = shown(db.session(), now).promises
    assert [(one.due, one.why) for one in promises] == [(made.first_due_at, ""), (later, "کارشناس در مأموریت است.")]


@pytest.mark.parametrize(("days", "reason", "field"), [(0, "دلیل", "day"), (400, "دلیل", "day"), (2, " ", "words")])
def test_an_extension_needs_a_later_day_and_a_reason(opened, action, days, reason, field):
    made = opened()

    with pytest.raises(InvalidInput) as refused:
        endings.extend(action("planner", made), made.due_at + days * DAY, reason)

    assert set(refused.value.fields) == {field}


def test_a_late_application_is_not_promised_for_a_day_that_is_past(opened, action, now_of, sign_in):
    made = opened()
    at(30)
    yesterday = (clock.now() - DAY).date()
    assert made.due_at < clock.now() - DAY

    with pytest.raises(InvalidInput) as refused:
        endings.extend(action("planner", made), clock.now() - DAY, "دلیل")

    assert refused.value.fields == {"day": "This date is past. Please enter a date to come."}
    typed = {"turn": made.turn, "day": jalali.short_date(yesterday), "words": "برف سنگین"}
    answer = sign_in("planner").post(f"/applications/{made.id}/extension?lang=en", data=typed)
    assert answer.status_code == 422
    assert "This date is past. Please enter a date to come." in answer.text
    assert "برف سنگین" in answer.text
    assert now_of(made.id).due_at == made.due_at


def test_a_promise_falls_on_the_leap_day_of_a_year_that_has_one(opened, now_of, client, sign_in):
    """1408 has a 30 Esfand, 1409 has none."""
    clock.fix(datetime(2030, 3, 5, 6, tzinfo=UTC))  # 15 Esfand 1408
    made = opened()
    assert _shown(made.due_at) == 14081230
    assert "۳۰ اسفند" in client.get(f"/track/{made.code}").text
    planner = sign_in("planner")

    def extended_to(day: str) -> int:
        typed = {"turn": now_of(made.id).turn, "day": day, "words": "برف"}
        return planner.post(f"/applications/{made.id}/extension", data=typed).status_code

    assert [extended_to(day) for day in ("1409/12/30", "1409/01/01")] == [422, 303]
    assert _shown(now_of(made.id).due_at) == 14090101
    assert _shown(now_of(made.id).first_due_at) == 14081230


def _shown(due: datetime) -> int:
    return jalali.day_number(last_day(due, clock.zone()))


def test_a_stage_done_twice_is_refused_in_clear_words(opened, action):
    made = opened()
    stages.complete(action("planner", made, turn=made.turn), "inspection")

    with pytest.raises(progress.StageDone):
        stages.complete(action("planner", made), "inspection")
    with pytest.raises(SeenOlder):
        stages.complete(action("planner", made, turn=1), "report")


def test_a_stage_is_done_by_its_unit_and_at_the_desk_only_where_the_sheet_says_so(opened, action):
    made = opened("notary_clearance", received=DOCUMENTS | {"notary_letter"})

    with pytest.raises(Forbidden):
        stages.complete(action("karimi", made), "inspection")
    with pytest.raises(NotFound):
        stages.complete(action("civil", made), "inspection")
    for who, code in (("planner", "inspection"), ("planner", "planning"), ("revenue", "revenue"), ("revenue", "fees")):
        stages.complete(action(who, made), code)
    stages.complete(action("mayor", made), "signatures")
    # The reply is the secretariat's; the clerk at the counter may hand it over (R7).
    assert stages.complete(action("karimi", made), "reply").state == "finished"


def test_a_refusal_has_reasons_and_an_upheld_objection_makes_a_new_promise(opened, action, now_of):
    made = opened()
    with pytest.raises(InvalidInput):
        endings.refuse(action("planner", made), "")
    endings.refuse(action("planner", made), "کاربری ملک فضای سبز است.")
    assert now_of(made.id).ended_at == MORNING
    at(2)
    endings.object_to_refusal(action("karimi", made), "نامهٔ تغییر کاربری دارم.")
    with pytest.raises(Forbidden):
        endings.decide_objection(action("planner", made), "پذیرفته شد.", upheld=True)

    endings.decide_objection(action("inspectorate", made), "نامه درست است.", upheld=True)

    now = now_of(made.id)
    assert (now.state, now.ended_at) == ("open", None)
    assert now.due_at == MORNING.replace(hour=20, minute=30) + 17 * DAY


def test_an_optional_stage_is_left_out_with_a_reason(opened, action, stage_states):
    made = opened("no_violation", received=DOCUMENTS | {"permit", "stage_report"})
    for code in ("inspection", "planning"):
        stages.complete(action("planner", made), code)

    stages.skip(action("deputy", made), "art100", "تخلفی نیست.")

    assert (stage_states(made.id)["art100"], stage_states(made.id)["fees"]) == ("skipped", "here")
    with pytest.raises(progress.NotOptional):
        stages.skip(action("revenue", made), "fees", "لازم نیست")


def test_the_same_key_opens_one_and_a_second_for_the_parcel_only_on_purpose(opened):
    opened(parcel_code="۱-۱۲-۳۴")

    with pytest.raises(SameParcelOpen):
        opened(parcel_code="1 12 34")
    assert opened(parcel_code="1/12/34", another=True).parcel_code == "1-12-34"
    assert opened("permit_renewal", parcel_code="1-12-34").parcel_code == "1-12-34"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"national_id": "1234567890"}, "national_id"),
        ({"kind": "stranger", "deed": "12"}, "kind"),
        ({"kind": "proxy"}, "deed"),
        ({"parcel_code": "خیابان امام"}, "parcel_code"),
        ({"parcel_code": "1-2-3-4-5-6-7-8"}, "parcel_code"),
        ({"ticket_id": 999}, "ticket_id"),
    ],
)
def test_what_is_typed_wrong_is_named_by_its_field(opened, given, field):
    with pytest.raises(InvalidInput) as refused:
        opened(**given)

    assert set(refused.value.fields) == {field}
