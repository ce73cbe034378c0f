"""The pages with one table of all units, of everybody's unit and of the unit of every subject."""

import re

import pytest

from deskq.building.models import Room
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.message_settings.models import Category
from deskq.staff.models import Person
from deskq.units.models import Unit
from deskq.units.template import UNITS
from tests.message_admin.unit_table_forms import TABLE, change, fill_blank, place, put, table
from tests.tools.forms import form_of

__all__ = ["put", "table"]

pytestmark = pytest.mark.usefixtures("admin")


def test_everything_is_edited_in_one_form_and_saved_by_one_press(table, put, row):
    values = table()
    change(values, "civil_works", name_fa="عمران شهری", above="معاونت خدمات شهری", head="", does_fa="آسفالت")
    fill_blank(values, name_fa="روشنایی", name_en="Street lighting", above="عمران شهری", head="civil")

    text = put(values)

    ids = {unit.code: unit.id for unit in db.session().query(Unit)}
    works = row(Unit, code="civil_works")
    assert "2 units saved." in text
    assert (works.name_fa, works.head_id, works.does_fa) == ("عمران شهری", None, "آسفالت")
    assert works.parent_id == ids["services_deputy"]
    new = row(Unit, code="street_lighting")
    assert (new.parent_id, new.head_id) == (ids["civil_works"], row(Person, sign_in_name="civil").id)
    entries = [entry.facts for entry in journal.walk(db.session(), 1) if entry.kind == "office.changed"]
    assert entries[-2]["changes"]["name_fa"] == ["عمران", "عمران شهری"]


def test_saving_an_untouched_table_changes_nothing(table, put, office):
    count = len(list(journal.walk(db.session(), office)))

    text = put(table())

    assert "Nothing was different from what is stored." in text
    assert len(list(journal.walk(db.session(), office))) == count


def test_rows_come_into_the_order_of_their_numbers(table, put, row):
    values = table()
    change(values, "archive", number="۰")

    put(values)

    assert row(Unit, code="archive").position < row(Unit, code="mayor").position


def test_mistakes_are_beside_their_cells_and_nothing_typed_is_lost(table, put, row):
    values = table()
    change(values, "civil_works", head="ناشناس", name_en="Works of the town")
    fill_blank(values, name_en="Only English")

    text = put(values, 422)

    assert f'id="head-{place(values, "civil_works")}-problem"' in text
    assert "There is nobody of this name." in text
    assert "Please fill in this field." in text
    kept = form_of(text, TABLE).values
    assert kept.getlist("name_en")[place(values, "civil_works")] == "Works of the town"
    assert kept.getlist("head")[place(values, "civil_works")] == "ناشناس"
    assert "Only English" in kept.getlist("name_en")
    assert row(Unit, code="civil_works").name_en == "Civil works"


def test_the_preview_names_what_would_change_and_stores_nothing(table, put, row):
    values = table()
    change(values, "archive", name_fa="بایگانی پرونده‌ها")

    text = put(values, do="preview")

    assert "Saving would change this" in text
    assert "بایگانی پرونده‌ها" in text
    assert row(Unit, code="archive").name_fa == "بایگانی"
    put(form_of(text, TABLE).values)
    assert row(Unit, code="archive").name_fa == "بایگانی پرونده‌ها"


def test_rows_pasted_without_scripts_come_into_the_table_and_are_saved_afterwards(table, put, row):
    pasted = '\ufeffنام واحد\tEnglish\nروشنایی\tLighting\tعمران\r\n"پارکینگ\tو"\tParking\tترافیک و حمل‌ونقل\t\n'

    text = put(table(), pasted=pasted)

    assert "2 rows were added to the table. Nothing is saved yet." in text
    assert row(Unit, code="lighting") is None
    put(form_of(text, TABLE).values)
    assert row(Unit, code="lighting").parent_id == row(Unit, code="civil_works").id
    assert row(Unit, code="parking").name_fa == "پارکینگ و"


def test_units_of_the_template_are_added_again_after_they_were_deleted(table, put, send, row):
    send(f"/manage/messages/units/{row(Unit, code='archive').id}/removal")

    text = put(table(), do="template")

    assert "1 row was added to the table." in text
    put(form_of(text, TABLE).values)
    assert row(Unit, code="archive").does_en == "Keeps and finds property files"


@pytest.fixture
def new_office(office):
    """As an office is right after messages were switched on: three units, nobody in them."""
    session = db.session()
    for model, column in ((Person, "unit_id"), (Category, "unit_id"), (Room, "unit_id"), (Unit, "head_id")):
        session.query(model).update({column: None})
    others = session.query(Unit).filter(Unit.code.not_in({"mayor", "public_relations", "inspectorate"}))
    others.update({"parent_id": None})
    others.delete()
    session.commit()


@pytest.mark.usefixtures("new_office")
def test_a_new_office_gets_its_units_by_one_press(table, put, row):
    assert "desk" not in table("/manage/messages/units?proposal=none&lang=en").getlist("code")

    put(table())

    assert {unit.code for unit in db.session().query(Unit)} == {unit.code for unit in UNITS}
    assert row(Unit, code="civil_works").parent_id == row(Unit, code="technical_deputy").id
    assert row(Unit, code="desk").head_id == row(Person, sign_in_name="supervisor").id


@pytest.mark.usefixtures("new_office")
def test_all_subjects_get_their_usual_unit_by_one_press(table, put, page, row):
    put(table())
    values = form_of(page("/manage/messages/routes"), "/manage/messages/routes").values

    text = put(values, path="/manage/messages/routes")

    assert "22 subjects saved." in text
    for category, unit in (("asphalt", "civil_works"), ("cleaning", "city_services"), ("other", "public_relations")):
        assert row(Category, code=category).unit_id == row(Unit, code=unit).id


def test_the_page_of_subjects_says_who_reads_each(page):
    text = re.sub(r"\s+", " ", page("/manage/messages/routes"))

    line = next(line for line in text.split("<tr") if "Green space</a>" in line)
    assert "the unit has nobody; Deputy for urban services reads" in line


@pytest.mark.usefixtures("new_office")
def test_everybody_gets_a_unit_in_one_table(table, put, page, row):
    put(table())
    values = form_of(page("/manage/messages/people"), "/manage/messages/people").values
    civil = row(Person, sign_in_name="civil")
    values.setlist(f"unit-{civil.id}", [str(row(Unit, code="civil_works").id)])

    text = put(values, path="/manage/messages/people")

    assert "people moved." in text
    assert row(Person, sign_in_name="civil").unit_id == row(Unit, code="civil_works").id
    assert row(Person, sign_in_name="operator").unit_id == row(Unit, code="public_relations").id


@pytest.mark.parametrize("page_of", ["people", "routes"])
def test_a_closed_or_unknown_unit_is_refused_at_its_row(page, put, send, row, page_of):
    archive = row(Unit, code="archive")
    send(f"/manage/messages/units/{archive.id}/offer", offered="0")
    path = f"/manage/messages/{page_of}"
    values = form_of(page(path), path).values
    first, second = [name for name in values if name.startswith("unit-")][:2]
    values.setlist(first, [str(archive.id)])
    values.setlist(second, ["9999"])

    text = put(values, 422, path=path)

    assert f'id="{first}-problem"' in text
    assert f'id="{second}-problem"' in text
    assert "This unit is closed. Please choose another one." in text
