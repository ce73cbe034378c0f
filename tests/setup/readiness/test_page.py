"""The overview of the set-up: parts, the way through their steps, and what a part that is not used leaves."""

import re

import pytest

from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.message_settings.models import Category
from deskq.office import queries as office_queries
from deskq.setup.readiness import queries
from deskq.staff.models import Person
from deskq.units.models import Unit
from tests.tools.browsers import Browser
from tests.tools.forms import form_of

SETUP = "/manage/setup"
LIGHTING = "Blocked pavement or street"


def state(office: int, key: str) -> str:
    db.session.remove()
    found = queries.town_parts(db.session(), office)
    return next(step.state for part in found for step in part.steps if step.key == key)


@pytest.fixture
def category_without_a_unit(office) -> str:
    with transaction(office, "test") as tx:
        tx.session.query(Category).filter_by(office_id=office, name_en=LIGHTING).update({"unit_id": None})
    return LIGHTING


def test_the_page_says_what_a_missing_step_would_stop_and_leads_to_its_page(admin, office, category_without_a_unit):
    page = admin.get(f"{SETUP}?lang=en").text

    assert f"A citizen’s message about “{category_without_a_unit}” would reach no unit by itself" in page
    led = admin.get(f"{SETUP}/steps/categories")
    assert (led.status_code, led.location) == (303, "/manage/messages/routes")


def test_the_bar_leads_on_until_the_overview_is_opened_again_and_says_when_its_step_is_done(
    admin, office, category_without_a_unit
):
    admin.get(f"{SETUP}/steps/categories")

    there = admin.get("/manage/messages/routes?lang=en").text
    elsewhere = admin.get("/manage/messages/units?lang=en").text
    assert all('data-step="categories" data-state="missing"' in page for page in (there, elsewhere))
    assert re.search(r'class="setup-bar".*?href="/manage/setup/steps/(own_readers|deadlines|confidential)', there, re.S)

    with transaction(office, "test") as tx:
        unit_id = tx.session.query(Unit.id).filter_by(office_id=office, code="control").scalar()
        tx.session.query(Category).filter_by(office_id=office, name_en=LIGHTING).update({"unit_id": unit_id})
    page = admin.get("/manage/messages/routes?lang=en").text
    assert 'data-step="categories" data-state="done"' in page
    assert "This step is done." in page

    admin.get(SETUP)
    assert "setup-bar" not in admin.get("/manage/messages/units?lang=en").text


def test_deadlines_are_confirmed_by_a_press_that_leads_on(admin, office):
    before = state(office, "deadlines")
    admin.get(f"{SETUP}/steps/deadlines")
    form = form_of(admin.get("/manage/messages/classes").text, f"{SETUP}/marks/deadlines")

    answer = admin.post(f"{SETUP}/marks/deadlines", data=form.changed())

    assert (before, state(office, "deadlines")) == ("missing", "done")
    assert answer.location.startswith(f"{SETUP}/steps/")


def test_a_step_that_is_needed_is_not_marked(admin):
    for step in ("categories", "first_answer", "nothing"):
        assert admin.post(f"{SETUP}/marks/{step}", data={"mark": "skipped"}).status_code == 404


def test_a_part_that_is_not_used_leaves_the_menus_and_the_first_page(admin, office):
    home, menu = admin.get("/").text, admin.get(SETUP).text
    form = form_of(menu, f"{SETUP}/parts")

    assert admin.post(f"{SETUP}/parts", data=form.changed(parts=["queue", "boxes"])).status_code == 303
    assert 'href="/messages/new"' in home
    assert 'href="/messages/new"' not in admin.get("/").text
    assert 'href="/services"' not in admin.get("/").text
    page = admin.get(SETUP).text
    assert "/manage/sheets" in menu
    assert "/manage/sheets" not in page
    assert 'data-part="messages"' not in page
    assert admin.get("/manage/sheets").status_code == 200, "its pages still open"
    assert admin.get("/messages/new").status_code == 200


def test_the_parts_are_a_change_of_the_set_up_that_can_be_undone_and_at_least_one(admin, office):
    form = form_of(admin.get(SETUP).text, f"{SETUP}/parts")
    refused = admin.post(f"{SETUP}/parts?lang=en", data=form.changed(parts=[]))
    assert refused.status_code == 422
    assert "Please choose at least one." in refused.text
    admin.post(f"{SETUP}/parts", data=form.changed(parts=["queue"]))
    page = admin.get(f"{SETUP}/changes").text
    (number, *_) = re.findall(rf"{SETUP}/changes/(\d+)/undo", page)

    address = f"{SETUP}/changes/{number}/undo"
    undone = admin.post(address, data=form_of(page, address).changed())

    db.session.remove()
    assert undone.status_code == 303
    assert office_queries.office(db.session(), office).unused_parts == ""


def test_a_person_is_added_to_the_unit_that_lacks_one(admin, office):
    unit_id = db.session().query(Unit).filter_by(office_id=office).first().id
    page = admin.get(f"{SETUP}/people?role=expert&unit={unit_id}").text

    form = form_of(page, f"{SETUP}/people")
    admin.post(f"{SETUP}/people", data=form.changed(name="کیان راد", sign_in_name="rad", new="abcde-fghjk-mnpq"))

    db.session.remove()
    person = db.session().query(Person).filter_by(office_id=office, sign_in_name="rad").one()
    assert (person.role, person.unit_id) == ("expert", unit_id)


def test_each_part_says_how_its_event_comes_about_and_who_can_do_it(admin):
    for part in ("queue", "messages", "applications", "boxes", "half_year"):
        assert "Who can do this here:" in admin.get(f"{SETUP}/first/{part}?lang=en").text, part


def test_nobody_but_an_administrator_sees_the_bar(admin, app, office):
    clerk = Browser(app, app.response_class, use_cookies=True)
    with clerk.session_transaction() as kept:
        kept["setup_step"] = "categories"

    assert "setup-bar" not in clerk.get("/manage/sheets").text
