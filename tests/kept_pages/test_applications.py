"""Applications as clerk, expert and applicant see them: opened with errors, missing, sent, ended, without documents."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deskq.application_opening.service import refer
from deskq.application_opening.service.refer import NewReferral
from deskq.applications.service import citizen as wishes
from deskq.applications.service import endings, stages
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.ops import retention_job
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.content import Document
from deskq.service_sheets.service import sheets
from tests.applications.applicants import PAPER, paper
from tests.applications.conftest import person_id
from tests.kept_pages.casework import action, citizen, lacking, look, marked_names, now_of, opened, own_folder
from tests.kept_pages.check import check
from tests.tools.images import picture

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["action", "citizen", "lacking", "look", "marked_names", "now_of", "opened", "own_folder"]
PLAN = Document("plan", Name("نقشه <i>", "Plan"))
KAZEM = {"name": "کاظم یوسفی <i>", "phone": "09121234567", "kind": "owner", "request_key": "k" * 32}


def test_opening_an_application(scene, office, opened):
    ticket = issue(office, "test", NewTicket("building_permit", "a visitor of an application"))
    opened(parcel_code="1-12-34-5")
    opening = scene("application-opening")

    opening.look("clerk", f"/applications/new?ticket={ticket.id}", "/applications/new?sheet=dig_permit")
    opening.look("clerk", f"/applications/new?sheet=renewal_levy&ticket={ticket.id}")
    opening.look("clerk", "/applications/new?sheet=building_permit&kind=heirs&yes=bank")
    levy, permit = {**KAZEM, "sheet": "renewal_levy"}, {**KAZEM, "sheet": "building_permit"}
    same = {**permit, "parcel_code": "1-12-34-5", "received": "deed"}
    opening.send("clerk", "/applications/new", **levy, mode="at_once", ticket=ticket.id)
    opening.send("clerk", "/applications/new", **{**levy, "phone": "12"}, mode="date", result="bill")
    opening.send("clerk", "/applications/new", **permit, mode="at_once")
    opening.send("clerk", "/applications/new", **same)
    opening.send("clerk", "/applications/new", **same, another="1", national_id="1")
    heirs = {"heir_name": "A", "heir_share": "1/3", "heir_national_id": "1", "heir_deed": "5"}
    opening.send("clerk", "/applications/new", **{**permit, "kind": "heirs"}, **heirs)
    opening.send("clerk", "/applications/new", **{**permit, "kind": "proxy"}, **heirs, go="heir")
    opening.send("clerk", "/applications/new", **permit, go="upload")
    opening.send("clerk", "/applications/new", **{**levy, "request_key": "d" * 32}, received="parcel", mode="at_once")

    check("application-opening", opening.pages)


def test_sending_a_visitor_elsewhere(scene, office, opened, units, own_folder):
    ticket = issue(office, "test", NewTicket("building_permit", "a visitor who is sent on"))
    made = opened(national_id="0499370899")
    sending = scene("application-referral")
    clerk = person_id("karimi")

    def sent(**given: object) -> str:
        typed = NewReferral(**{"reason": "اصل فیش لازم است <i>", "agreed_with": "خانم سلیمی <i>", **given})
        return f"/applications/referrals/{refer.refer(office, f'person:{clerk}', clerk, typed, repr(given)).id}"

    sending.look("clerk", "/applications/referrals/new", f"/applications/referrals/new?application={made.id}")
    sending.look("clerk", f"/applications/referrals/new?ticket={ticket.id}", f"/applications/{made.id}")
    sending.send("clerk", "/applications/referrals/new", request_key="r" * 32, ticket=ticket.id, phone="12")
    sending.look("clerk", sent(unit=units["revenue"], application_id=made.id))
    sending.look("clerk", sent(body="ادارهٔ ثبت <i>", agreed_with="", unit=None, national_id="0499370899"))
    last = sent(unit=units["mayor"], phone="09350000000")
    sending.look("clerk", last, f"/applications/{made.id}")
    clock.fix(clock.now() + timedelta(days=370))
    retention_job.remove_due()
    erased = scene("application-referral-erased")
    erased.look("clerk", last)

    check("application-referral", sending.pages)
    check("application-referral-erased", erased.pages)


def test_a_missing_document_comes_from_the_applicant(scene, lacking, citizen, action, browser, office, now_of):
    arriving = scene("application-missing")
    applicant, track, desk = citizen(lacking), f"/track/{lacking.code}", f"/applications/{lacking.id}"
    arriving.comes("applicant", applicant)

    arriving.look("applicant", track)
    arriving.look("nobody", track)
    arriving.send("nobody", f"{track}/application/proof", digits="0000")
    arriving.send("applicant", f"{track}/application/files", document="deed", photos=[paper(b"no file"), paper()])
    arriving.send("applicant", f"{track}/application/files", document="nothing", photos=[paper()])
    arriving.send("applicant", f"{track}/application/files", document="deed", photos=[paper(), (picture(), "deed.jpg")])
    arriving.look("clerk", desk)
    arriving.look("inspectorate", desk)
    arriving.send("applicant", f"{track}/application/call", words="x" * 2001)
    arriving.send("applicant", f"{track}/application/call", words="بعد از ظهر")
    arriving.look("clerk", desk, "/applications?tab=arrived")
    for who in ("planner", "inspectorate"):
        arriving.look(who, desk)
    arriving.send("clerk", f"{desk}/call", turn=999, note="")
    arriving.send("planner", f"{desk}/documents/deed/return", turn=now_of(lacking.id).turn, words="")
    stages.return_files(action("planner", lacking), "deed", "گوشهٔ سند بریده است. <i>")
    arriving.look("applicant", track)
    arriving.send("applicant", f"{track}/application/files", document="deed", photos=[paper(PAPER + b"%%")])
    stages.return_files(action("planner", lacking), "deed", "باز هم بریده است. <i>")
    arriving.look("applicant", track)
    stages.called(action("karimi", lacking), "گفته شد <i>")
    arriving.send("applicant", f"{track}/application/call", words="")
    arriving.look("clerk", desk)
    arriving.send("applicant", f"{track}/application/withdrawal", words="no")
    arriving.send("applicant", f"{track}/application/files", document="deed", photos=[paper(PAPER + b"%")])
    arriving.look("clerk", desk)
    for _ in range(20):
        arriving.comes("nobody").post(f"{track}/application/proof", data={"digits": "0000"})
    arriving.look("nobody", track)

    check("application-missing", arriving.pages)


def test_a_code_by_sms_where_the_digits_are_used_up(scene, lacking, gateway):
    coded, track = scene("application-code"), f"/track/{lacking.code}"
    for _ in range(5):
        coded.comes("nobody").post(f"{track}/application/proof", data={"digits": "0000"})
    carried = {"words": "پیش از ظهر <i>", "button": "call"}

    coded.look("nobody", track)
    coded.send("nobody", f"{track}/application/proof", digits="0000", **carried)
    coded.send("nobody", f"{track}/application/sms-code/proof", sms_code="000000")
    coded.send("nobody", f"{track}/application/sms-code", **carried)
    coded.look("nobody", track)
    coded.send("nobody", f"{track}/application/sms-code/proof", sms_code="")
    coded.send("nobody", f"{track}/application/sms-code/proof", sms_code="12", **carried)

    check("application-code", coded.pages)


def test_an_application_comes_to_an_end(scene, opened, citizen, action, now_of):
    ending = scene("application-end")
    made = opened(parcel_code="", file_number="")
    late = opened(parcel_code="3-1", file_number="").id
    opened(parcel_code="", file_number="5-77")
    track, desk = f"/track/{made.code}", f"/applications/{made.id}"
    ending.comes("applicant", citizen(made))
    leaving = citizen(now_of(late))
    made = now_of(int(desk.rpartition("/")[2]))
    stage = "inspection"

    ending.send(
        "planner", f"{desk}/stages/{stage}/wait_payment", turn=now_of(made.id).turn, bill_number="1", payment_id=""
    )
    stages.ask_payment(action("planner", made), stage, "1234567890123", "12345678", "250000")
    ending.look("applicant", track)
    ending.look("planner", desk)
    ending.send("planner", f"{desk}/stages/{stage}/resume", turn=now_of(made.id).turn, reference="")
    stages.resume(action("planner", made), stage, "998877")
    ending.look("applicant", track)
    ending.send("planner", f"{desk}/stages/{stage}/complete", turn=999, words="x")
    stages.complete(action("planner", made), stage, "دیده شد <i>", "محرمانه <i>")
    ending.send("planner", f"{desk}/extension", turn=now_of(made.id).turn, words="", day="")
    ending.send("planner", f"{desk}/applicant", why="")
    ending.send("planner", f"{desk}/refusal", turn=now_of(made.id).turn, words="")
    endings.refuse(action("planner", made), "در حریم است. <i>")
    ending.look("applicant", track)
    ending.look("planner", desk, "/applications", "/applications?lang=fa", "/applications?tab=ended")
    ending.send("applicant", f"{track}/application/objection", words="")
    wishes.object_to_refusal(now_of(made.id), "حریم نیست. <i>")
    ending.look("applicant", track)
    ending.look("inspectorate", desk)
    ending.look("clerk", desk, f"{desk}/receipt", f"/applications/{late}")
    wishes.withdraw(now_of(late), "", sure=True)
    ending.look("clerk", f"/applications/{late}", "/applications?parcel=3-1")
    ending.comes("leaver", leaving)
    ending.look("leaver", f"/track/{now_of(late).code}")

    check("application-end", ending.pages)


def test_a_service_that_needs_no_documents(scene, office, opened):
    bare = scene("application-bare")
    content = sheet_queries.sheet(db.session(), office, "dig_permit").content
    nothing = {"documents": (), "questions": (), "complaint_route": Name("", ""), "hours": Name("", "")}
    sheets.save(office, "test", "dig_permit", replace(content, **nothing))
    made = opened("dig_permit", received=frozenset(), parcel_code="", file_number="")

    bare.look("clerk", "/applications/new?sheet=dig_permit", f"/applications/{made.id}")
    bare.look("clerk", f"/applications/{made.id}/receipt")
    bare.look("nobody", "/services/dig_permit", "/services/dig_permit?lang=fa", f"/track/{made.code}")
    bare.look("admin", "/manage/sheets/dig_permit")
    sheets.save(office, "test", "wall_permit", replace(content, questions=(), documents=(replace(PLAN, when=""),)))
    bare.look("nobody", "/services/wall_permit", "/services/renewal_levy", "/services/renewal_levy?lang=fa")
    bare.look("nobody", "/services/building_permit?lang=fa")

    check("application-bare", bare.pages)
