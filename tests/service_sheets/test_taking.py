"""Sheets of a real office: taken from start sheets or another office, offered, retired, copied and written anew."""

import pytest
from sqlalchemy import delete, select

from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.service_sheets import queries, ready_sheets
from deskq.service_sheets.catalogue.content import contents
from deskq.service_sheets.catalogue.services import SERVICES
from deskq.service_sheets.models import ServiceSheet, SheetVersion
from deskq.service_sheets.rules import stage_kinds, taking
from deskq.service_sheets.rules.content import UnknownSheet
from deskq.service_sheets.rules.taking import ReadySheet, UnitChoice
from deskq.service_sheets.service import sheets
from deskq.service_sheets.service.taking import take
from deskq.staff import queries as staff_queries
from deskq.units.models import Unit
from tests.conftest import PASSWORD
from tests.tools.forms import form_of

TEMPLATES = "/manage/sheets/templates"


@pytest.fixture
def bare(office):
    """The office without sheets and with the three units that every office has."""
    for model in (SheetVersion, ServiceSheet):
        db.session().execute(delete(model))
    db.session.commit()
    db.session.remove()
    return office


def states(session, office):
    return {one.sheet.code: (one.sheet.offered, one.sheet.confirmed) for one in queries.sheets(session, office)}


def test_all_sixteen_start_sheets_are_taken_as_drafts_and_offered_together(sign_in, bare, look):
    admin = sign_in("admin")
    unticked = form_of(admin.get(TEMPLATES).text, TEMPLATES)
    refused = admin.post(TEMPLATES, data=unticked.values)
    assert refused.status_code == 422
    assert "دست‌کم یک خدمت" in refused.text
    all_ticked = form_of(admin.post(TEMPLATES, data=unticked.changed(go=["all"])).text, TEMPLATES)

    taken = admin.post(TEMPLATES, data=all_ticked.values)
    listed = form_of(admin.get("/manage/sheets").text, "/manage/sheets/offering")
    offered = admin.post("/manage/sheets/offering", data=listed.changed(go=["offer"]))

    assert (taken.status_code, offered.status_code) == (303, 303)
    assert listed.values.getlist("sheets") == list(contents())
    assert states(look(), bare) == dict.fromkeys(contents(), (True, True))
    assert admin.get("/services/building_permit").status_code == 200


def test_a_unit_that_is_needed_is_added_with_its_head_or_another_one_does_its_work(office):
    sheet = ReadySheet("a_wall", contents()["wall_permit"], "wall_permit")
    names = ready_sheets.source(db.session(), office, "").units
    clerk = staff_queries.person_by_name(db.session(), "karimi").id
    needed = taking.needed([sheet], names, {"mayor"})

    assert [one.code for one in needed] == ["desk", "planning"]
    assert [one.above for one in needed] == ["mayor", "mayor"]

    renamed = [taking.NeededUnit("new_unit", needed[1].name, "mayor", ("a_wall",))]
    moved = ReadySheet("a_wall", taking.moved(sheet.content, {"planning": "new_unit"}), "wall_permit")
    take(office, "test", [moved], renamed, {"new_unit": UnitChoice(head_id=clerk)})

    assert db.session().scalars(select(Unit).where(Unit.code == "new_unit")).one().head_id == clerk
    assert {one.unit for one in queries.sheet(db.session(), office, "a_wall").content.stages} == {"desk", "new_unit"}


def test_the_work_of_a_missing_unit_may_be_given_to_one_that_is_there(office):
    content = taking.moved(contents()["wall_permit"], {"planning": "elsewhere"})
    needed = [taking.NeededUnit("elsewhere", content.name, None, ("a_wall",))]

    take(office, "test", [ReadySheet("a_wall", content)], needed, {"elsewhere": UnitChoice("civil_works")})

    assert {one.unit for one in queries.sheet(db.session(), office, "a_wall").content.stages} == {"desk", "civil_works"}


def test_a_retired_sheet_receives_nothing_and_can_be_offered_again(office, look):
    sheets.offer(office, "test", ["dig_permit"], False)
    retired = states(look(), office)["dig_permit"]

    sheets.offer(office, "test", ["dig_permit"], True)

    assert retired == (False, True)
    assert states(look(), office)["dig_permit"] == (True, True)
    with pytest.raises(UnknownSheet):
        sheets.offer(office, "test", ["dig_permit", "nothing"], False)


def test_the_page_says_how_many_applications_go_on_before_a_sheet_is_retired(sign_in, office):
    assert "درخواست تازه پذیرفته نمی‌شود" in sign_in("admin").get("/manage/sheets").text


def test_a_sheet_whose_unit_is_closed_is_not_offered(office):
    sheets.offer(office, "test", ["dig_permit"], False)
    db.session().scalars(select(Unit).where(Unit.code == "civil_works")).one().offered = False
    db.session().commit()

    with pytest.raises(sheets.NotReady):
        sheets.offer(office, "test", ["dig_permit"], True)


def test_a_sheet_is_written_from_nothing_with_names_alone(sign_in, office, look):
    admin = sign_in("admin")
    sent = form_of(admin.get("/manage/sheets/new").text, "/manage/sheets/new")
    stages = {f"stage_{name}": sent.values.getlist(f"stage_{name}") for name in ("fa", "unit", "kind", "days")}
    for column, value in zip(stages.values(), ("بازدید از محل", "planning", "inspection", "۲"), strict=True):
        column[2] = value

    answer = admin.post("/manage/sheets/new", data=sent.changed(name_fa="مجوز نصب تابلو", offered=["1"], **stages))

    kept = queries.sheet(look(), office, answer.location.rsplit("/", 1)[1])
    assert kept.sheet.offered
    assert [one.code for one in kept.content.stages] == ["opening", "delivery", "inspection"]
    assert kept.content.stages[2].after == ("delivery",)
    assert stage_kinds.is_inspection("inspection")


def test_a_row_is_moved_and_removed_by_buttons_and_nothing_typed_is_lost(sign_in, office):
    admin = sign_in("admin")
    address = "/manage/sheets/dig_permit"
    sent = form_of(admin.get(address).text, address)

    down = admin.post(address, data=sent.changed(go=["down:stage:fees"], visits="9"))
    dropped = admin.post(address, data=sent.changed(go=["drop:document:dig_plan"], visits="9"))

    after = form_of(down.text, address)
    assert after.values.getlist("stage_code")[:4] == ["opening", "joint_visit", "issue", "fees"]
    assert after.values["visits"] in ("9", "۹")
    assert "dig_plan" not in form_of(dropped.text, address).values.getlist("document_code")[:2]


def test_a_copy_begins_with_the_same_rows_under_another_name(sign_in, office, look):
    admin = sign_in("admin")
    sent = form_of(admin.get("/manage/sheets/new?copy=dig_permit").text, "/manage/sheets/new")

    answer = admin.post("/manage/sheets/new", data=sent.values)

    copy = queries.sheet(look(), office, answer.location.rsplit("/", 1)[1])
    assert copy.content.stages == queries.sheet(look(), office, "dig_permit").content.stages
    assert (copy.sheet.offered, copy.content.name.fa) == (False, "مجوز حفاری (رونوشت)")


@pytest.mark.parametrize("code", contents())
def test_a_start_sheet_can_be_looked_through_and_its_form_changes_nothing_by_itself(sign_in, office, look, code):
    """The rows of the form say the same as the sheet: saved as they are, no new version comes into being."""
    admin = sign_in("admin")
    preview = admin.get(f"{TEMPLATES}/{code}")
    address = f"/manage/sheets/{code}"

    admin.post(address, data=form_of(admin.get(address).text, address).values)

    assert preview.status_code == 200
    assert queries.sheet(look(), office, code).version.number == 1


def test_who_cannot_choose_sheets_is_told_whom_to_ask(sign_in, bare):
    clerk = sign_in("karimi").get("/applications/new").text
    admin = sign_in("admin").get("/services").text

    assert "مهدی نوری" in clerk
    assert "/manage/sheets" in admin


def test_readiness_names_what_a_sheet_lacks(office):
    found = {one.code: one for one in queries.readiness(db.session(), office)}
    unit = db.session().scalars(select(Unit).where(Unit.code == "civil_works")).one()
    unit.offered = False
    db.session().flush()

    lacking = {one.code: one.lacks for one in queries.readiness(db.session(), office)}

    assert found["info_desk"].lacks == ()
    assert "unit" in lacking["dig_permit"]


def test_what_citizens_see_in_another_office_can_be_taken_over(sign_in, bare, look):
    made = create_demo_office(PASSWORD, "north")
    sheets.offer(made, "test", ["art100"], False)
    address = f"{TEMPLATES}?office=north"
    admin = sign_in("admin")

    page = admin.get(address)
    taken = admin.post(TEMPLATES, data=form_of(page.text, TEMPLATES).changed(sheets=["dig_permit"]))

    assert 'value="art100"' not in page.text
    assert taken.status_code == 303
    assert list(states(look(), bare)) == ["dig_permit"]


def test_a_draft_is_deleted_and_can_be_taken_again(sign_in, bare, look):
    wall = [ReadySheet("wall_permit", contents()["wall_permit"], "wall_permit")]
    take(bare, "test", wall, [], {})
    admin = sign_in("admin")
    shown = form_of(admin.get("/manage/sheets/wall_permit").text, "/manage/sheets/wall_permit/delete")

    assert admin.post(shown.action, data=shown.values).status_code == 303
    assert "wall_permit" not in states(look(), bare)
    assert admin.get("/manage/sheets/wall_permit").status_code == 404
    take(bare, "test", wall, [], {})
    assert states(look(), bare)["wall_permit"] == (False, False)


def test_a_sheet_that_was_offered_once_is_not_deleted(sign_in, office, look):
    admin = sign_in("admin")
    sheets.offer(office, "test", ["dig_permit"], False)
    page = admin.get("/manage/sheets/dig_permit")
    token = form_of(page.text, "/manage/sheets/dig_permit").values["csrf_token"]

    assert admin.post("/manage/sheets/dig_permit/delete", data={"csrf_token": token}).status_code == 409
    assert states(look(), office)["dig_permit"] == (False, True)


def test_the_start_sheet_of_the_notary_says_for_how_long_its_reply_is_valid():
    service = next(one for one in SERVICES if one.code == "notary_clearance")

    assert service.validity.fa
    assert service.validity.en
