"""Applications by API: opened once, carried on, read without anybody's name."""

from dataclasses import replace

import pytest

from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.service import endings
from deskq.applications.service.edit import Action
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.service import sheets

WHO = {"name": "شرکت گاز", "phone": "09121234567"}
NEW = {"service": "dig_permit", "parcel_code": "1-2-3", "received": ["utility_letter", "dig_plan", "identity"], **WHO}
LEVY = {"service": "renewal_levy", "received": ["parcel"], "mode": "at_once", "result": "عوارض سال پرداخت شد", **WHO}


@pytest.fixture
def api(machine):
    return machine("integration")


def test_an_application_is_opened_once_and_carried_on(api, look):
    made, again = (api.post("/applications", NEW, key="one") for _ in range(2))
    assert (made.status_code, made.json["id"]) == (201, again.json["id"])
    assert made.json["state"] == "open"
    address = f"/applications/{made.json['id']}/stages"

    done = api.post(f"{address}/joint_visit/complete", {"words": "بازدید شد"})
    twice = api.post(f"{address}/joint_visit/complete", {"words": ""})

    assert [one["state"] for one in done.json["stages"]] == ["done", "done", "here", "to_come"]
    assert (twice.status_code, twice.json["type"]) == (409, "stage-done-already")
    assert look().query(Application).count() == 1


def test_applications_are_read_without_who_applied(api):
    made = api.post("/applications", NEW)

    one = api.get(f"/applications/{made.json['code']}")
    many = api.get("/applications?parcel=1-2-3")

    assert one.json == made.json == many.json["applications"][0]
    assert "گاز" not in one.get_data(as_text=True).encode().decode("unicode_escape", "ignore")
    assert "9121234567" not in many.text
    assert api.get("/applications?state=ended").json == {"applications": [], "more": False}


def test_what_was_paid_the_words_about_it_and_the_result_are_read(api, office):
    content = sheet_queries.sheet(db.session(), office, "dig_permit").content
    said = {"refund": Name("با رسید بیایید", "Bring the receipt"), "valid_for": 1, "valid_unit": "year"}
    sheets.save(office, "test", "dig_permit", replace(content, **said))
    made = api.post("/applications", NEW).json
    address = f"/applications/{made['id']}/stages"
    api.post(f"{address}/joint_visit/complete", {"words": ""})
    api.post(f"{address}/fees/wait_payment", {"words": "", "bill_number": "12", "payment_id": "34"})
    paid = api.post(f"{address}/fees/resume", {"words": "", "reference": "56"}).json
    api.post(f"{address}/fees/complete", {"words": ""})

    done = api.post(f"{address}/issue/complete", {"words": ""}).json

    assert (made["paid"], made["result"], paid["refund"]) == ([], None, None)
    assert paid["paid"] == [{"stage": "fees", "bill_number": "12", "amount": None, "reference": "56"}]
    assert (done["result"]["where"], done["result"]["valid_until"]) == (None, "2027-11-24")

    refused = api.post("/applications", {**NEW, "another": True}).json
    _pay_and_refuse(api, office, refused["id"])
    refund = api.get(f"/applications/{refused['code']}").json["refund"]
    assert refund == {"fa": "با رسید بیایید", "en": "Bring the receipt"}


def _pay_and_refuse(api, office, application_id):
    address = f"/applications/{application_id}/stages/joint_visit"
    api.post(f"{address}/wait_payment", {"words": "", "bill_number": "12", "payment_id": "34"})
    api.post(f"{address}/resume", {"words": "", "reference": "56"})
    endings.refuse(Action(office, "test", None, application_id), "طرح اجرا نمی‌شود.")


def test_a_second_one_for_the_parcel_needs_to_be_wanted(api):
    api.post("/applications", NEW)

    refused = api.post("/applications", NEW)

    assert (refused.status_code, refused.json["type"]) == (409, "same-parcel-open")
    assert api.post("/applications", {**NEW, "another": True}).status_code == 201


def test_one_done_at_once_is_opened_and_finished_by_one_request(api, look):
    made, again = (api.post("/applications", LEVY, key="levy") for _ in range(2))

    assert (made.status_code, made.json["state"], again.json) == (201, "finished", made.json)
    assert made.json["ended_at"] == made.json["opened_at"]
    assert {one["state"] for one in made.json["stages"]} <= {"done", "skipped"}
    application = look().query(Application).one()
    assert queries.steps(look(), application.id)[-1].words == LEVY["result"]


def test_one_that_cannot_be_done_at_once_is_refused_and_not_opened(api, look):
    missing = api.post("/applications", {**LEVY, "received": []})
    somebody_else = api.post("/applications", {**NEW, "service": "building_permit", "mode": "at_once",
                                               "received": ["deed", "identity", "levy"]})  # fmt: skip
    unknown = api.post("/applications", {**LEVY, "mode": "soon"})

    assert (missing.status_code, missing.json["type"]) == (409, "documents-missing-at-once")
    assert (somebody_else.status_code, somebody_else.json["type"]) == (409, "application-not-at-once")
    assert (unknown.status_code, list(unknown.json["fields"])) == (422, ["mode"])
    assert look().query(Application).count() == 0
