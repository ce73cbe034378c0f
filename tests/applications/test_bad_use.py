"""Two at once, the wrong people, and hostile input: each is refused in clear words, and nothing is done twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.models import Application, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.rules import progress
from deskq.applications.service import endings, stages
from deskq.applications.service.edit import SeenOlder
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import Document
from deskq.service_sheets.service import sheets as sheet_service
from tests.applications.conftest import BOTH, DIGGING, DOCUMENTS

BUTTONS = (
    "stages/inspection/complete", "stages/inspection/wait_documents", "documents", "extension", "refusal", "withdrawal",
    "objection", "objection/decision", "applicant",
)  # fmt: skip


@BOTH
def test_of_two_people_who_finish_a_stage_at_once_one_is_refused(opened, action, together, stage_states):
    made = opened()
    first, second = action("planner", made, made.turn), action("deputy", made, made.turn)

    refused = together(lambda: stages.complete(first, "inspection"), lambda: stages.complete(second, "inspection"))

    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "SeenOlder"]
    assert stage_states(made.id)["inspection"] == "done"
    assert [step.verb for step in queries.steps(db.session(), made.id)] == ["open", "complete", "complete"]


@BOTH
def test_of_a_refusal_and_a_finished_stage_at_once_only_one_is_done(opened, action, together):
    made = opened()
    who = action("planner", made, made.turn)

    refused = together(lambda: endings.refuse(who, "دلیل"), lambda: stages.complete(who, "inspection"))

    assert [isinstance(one, SeenOlder) for one in refused].count(True) == 1


@BOTH
def test_a_form_that_two_requests_send_at_once_opens_one(office, together, look):
    typed = NewApplication("dig_permit", name="شرکت گاز", phone="09121234567", received=DIGGING, parcel_code="1-2")

    refused = together(*[lambda: create.open_application(office, "citizen", None, typed, "one form")] * 2)

    assert refused == [None, None]
    assert look().query(Application).count() == 1


@pytest.mark.parametrize("button", BUTTONS)
def test_who_does_not_see_an_application_can_press_nothing_of_it(sign_in, opened, now_of, button):
    made = opened()

    answer = sign_in("city").post(f"/applications/{made.id}/{button}", data={"words": "x", "why": "x"})

    assert answer.status_code == 404
    assert now_of(made.id).turn == made.turn


def test_what_has_ended_receives_no_documents(opened, action, look):
    made = opened(received=DOCUMENTS - {"deed"})
    endings.withdraw(action("supervisor", made), "منصرف شد")

    with pytest.raises(progress.NotPossible):
        stages.receive_documents(action("karimi", made), ["deed"])

    assert [one.verb for one in look().query(ApplicationStep)] == ["open", "withdraw"]


def test_documents_are_received_by_the_desk_and_the_units_of_the_stages(opened, action, sign_in):
    made = opened(received=DOCUMENTS - {"deed", "levy"})

    with pytest.raises(Forbidden):
        stages.receive_documents(action("inspectorate", made), ["deed"])
    assert 'name="documents"' not in sign_in("inspectorate").get(f"/applications/{made.id}").text
    stages.receive_documents(action("karimi", made), ["deed"])
    assert stages.receive_documents(action("planner", made), ["levy"]).state == "open"


def test_the_day_of_an_objection_is_extended_by_those_who_decide_it(action, opened_and_refused):
    made = opened_and_refused()
    objected = endings.object_to_refusal(action("karimi", made), "اعتراض دارم")
    later = objected.due_at + timedelta(days=5)

    with pytest.raises(Forbidden):
        endings.extend(action("planner", made), later, "دلیل")

    assert endings.extend(action("inspectorate", made), later, "پرونده بزرگ است").due_at == later


def test_a_document_asked_for_never_takes_the_code_of_one_of_the_sheet(office, opened, action):
    now = sheet_queries.sheet(db.session(), office, "dig_permit").content
    named = replace(now, documents=(*now.documents, *(Document(f"asked_{n}", Name("برگ", "Sheet")) for n in (1, 5))))
    sheet_service.save(office, "test", "dig_permit", named)
    made = opened("dig_permit", received=DIGGING | {"asked_1", "asked_5"})

    stages.ask_documents(action("civil", made), "joint_visit", "نقشهٔ تازه\nعکس محل")

    codes = [one.code for one in queries.documents(db.session(), made.id) if one.received_at is None]
    assert codes == ["asked_2", "asked_3"]


def test_nobody_asks_for_hundreds_of_documents(opened, action, now_of):
    made = opened()

    with pytest.raises(InvalidInput):
        stages.ask_documents(action("planner", made), "inspection", "\n".join(f"برگ {n}" for n in range(100)))

    assert now_of(made.id).state == "open"


@pytest.mark.parametrize("typed", ["کاظم یوسفی", "12 و 13", "1" * 41, "<b>1</b>", ""])
def test_a_bill_has_a_number_and_no_words(action, typed, visited):
    made = visited()

    with pytest.raises(InvalidInput) as refused:
        stages.ask_payment(action("revenue", made), "fees", typed, "55")

    assert set(refused.value.fields) == {"bill_number"}


@BOTH
@pytest.mark.parametrize(
    "query", ["page=" + "9" * 5000, "page=-1", "page=۲", "parcel=%00", "parcel=" + "%D8%A7" * 500, "tab=nothing"]
)
def test_a_hostile_list_is_still_a_list(sign_in, office, query):
    assert sign_in("supervisor").get(f"/applications?{query}").status_code == 200


@BOTH
def test_unknown_stages_and_sheets_are_not_found(sign_in, opened):
    made = opened()
    clerk = sign_in("karimi")

    assert clerk.post(f"/applications/{made.id}/stages/%00/complete").status_code == 404
    assert clerk.post(f"/applications/{made.id}/stages/inspection/finish").status_code == 404
    assert clerk.get("/applications/new?sheet=%00&ticket=" + "9" * 30).status_code == 200
    assert clerk.get(f"/applications/{2**63}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("الف/۱۲۳", "الف/123"), ("۵ - ۱۲۰۰", "5 - 1200"), ("5-1200", "5-1200"), ("٥-١٢٠٠", "5-1200")],
)
def test_a_file_is_found_by_its_number_as_people_write_it(sign_in, opened, typed, stored):
    made = opened(file_number=stored)

    assert f"/applications/{made.id}" in sign_in("karimi").get("/applications", query_string={"parcel": typed}).text


def test_the_search_opens_an_application_by_its_tracking_code_for_those_who_see_it(sign_in, opened):
    made = opened()
    typed = {"parcel": f"{made.code[:4]} {made.code[4:8]} {made.code[8:]}"}

    assert sign_in("planner").get("/applications", query_string=typed).headers["Location"] == f"/applications/{made.id}"
    assert sign_in("city").get("/applications", query_string=typed).status_code == 200


def test_an_application_of_another_office_does_not_exist(opened, action):
    made = opened()

    with pytest.raises(NotFound):
        stages.complete(replace(action("planner", made), application_id=made.id + 1), "inspection")
