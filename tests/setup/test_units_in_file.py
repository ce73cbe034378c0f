"""Units, their heads, the unit of each category, districts and boxes in the set-up file."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.message_settings.models import Category, District, MessageClass, MessagePolicy
from deskq.paper_boxes.models import Box
from deskq.setup.file import yaml_text
from deskq.setup.file.export import export
from deskq.staff.models import Person
from deskq.units.models import Unit
from tests.setup.files import HEAD, put, read, text_of, wrong_lines
from tests.tools.admin_pages import admin, row
from tests.tools.browsers import browser, client, look

__all__ = ["admin", "browser", "client", "look", "row"]


def test_what_is_exported_changes_nothing(office):
    text = text_of(office)

    assert "unit_heads:" in text
    assert "above: technical_deputy" in text
    assert read(text, office)[1] == []


CONNECTED = """\
units:
  - {code: lamps, name_fa: چراغ‌ها, above: lighting, position: 31, offered: true}
  - {code: lighting, name_fa: روشنایی, does_fa: چراغ معابر, above: civil_works, position: 30, offered: true}
people:
  - {sign_in_name: lampman, name: نگهبان, role: expert, active: true, unit: lamps}
unit_heads:
  - {unit: lamps, head: lampman}
categories:
  - {code: safety, unit: lamps}
districts:
  - {code: '9', name_fa: ناحیهٔ ۹, position: 9, offered: true}
boxes:
  - {code: park, name_fa: صندوق پارک, place_fa: پارک شهر, position: 9, offered: true}
"""


def test_units_that_refer_to_one_another_come_in_any_order(office, row):
    put(HEAD + CONNECTED, office)

    ids = {unit.code: unit.id for unit in db.session().query(Unit)}
    assert row(Unit, code="lamps").parent_id == ids["lighting"]
    assert row(Unit, code="lighting").parent_id == ids["civil_works"]
    assert row(Person, sign_in_name="lampman").unit_id == ids["lamps"]
    assert row(Unit, code="lamps").head_id == row(Person, sign_in_name="lampman").id
    assert row(Category, code="safety").unit_id == ids["lamps"]
    assert row(District, code="9").name_fa == "ناحیهٔ ۹"
    assert row(Box, code="park").place_fa == "پارک شهر"
    assert read(HEAD + CONNECTED, office)[1] == []


@pytest.mark.parametrize(
    "rows",
    [
        "units:\n  - {code: a_unit, name_fa: الف, above: nowhere, position: 1}",
        "unit_heads:\n  - {unit: nowhere, head: admin}",
        "unit_heads:\n  - {unit: desk, head: nobody}",
        "categories:\n  - {code: safety, unit: nowhere}",
    ],
)
def test_what_refers_to_nothing_is_refused_with_its_line(office, rows):
    assert wrong_lines(HEAD + rows, office)[0][0] == 3


def test_units_in_a_circle_change_nothing(office, row):
    text = f"""{HEAD}units:
  - {{code: one, name_fa: یک, above: two, position: 1, offered: true}}
  - {{code: two, name_fa: دو, above: one, position: 2, offered: true}}
"""
    with pytest.raises(InvalidInput) as refused:
        put(text, office)

    assert "above" in refused.value.fields
    db.session.rollback()
    assert row(Unit, code="one") is None


def test_an_office_without_messages_takes_them_with_the_categories_of_the_file(office):
    text = yaml_text.dump({name: rows for name, rows in export(db.session(), office).items() if name != "people"})
    session = db.session()
    for model in (MessagePolicy, Category, MessageClass):
        session.query(model).delete()
    session.commit()

    put(text, office)

    assert session.get(MessagePolicy, office) is not None
    asphalt = session.query(Category).filter_by(code="asphalt").one()
    assert session.get(Unit, asphalt.unit_id).code == "civil_works"


def test_the_page_names_the_differences(admin):
    text = HEAD + "units:\n  - {code: lighting, name_fa: روشنایی, position: 30, offered: true}\n"

    page = admin.post("/manage/setup/file/check?lang=en", data={"text": text}).text

    assert "What this file would change" in page
    assert "روشنایی" in page
