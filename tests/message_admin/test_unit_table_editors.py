"""Two people edit the tables of units, of people in units and of subjects: each sees what the other stored."""

import re

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.message_settings.models import Category, MessageClass
from deskq.staff.models import Person
from deskq.staff.service import NewPerson, create_person
from deskq.units.models import Unit
from tests.conftest import PASSWORD
from tests.message_admin.test_categories import CATEGORY
from tests.message_admin.unit_table_forms import TABLE, change, fill_blank, place, put, table
from tests.tools.forms import form_of

__all__ = ["put", "table"]

pytestmark = pytest.mark.usefixtures("admin")


def test_somebody_else_s_change_meanwhile_is_not_overwritten_unseen(table, put, send, row):
    values = table()
    change(values, "archive", name_fa="بایگانی راکد")
    other = table()
    change(other, "civil_works", name_en="Works")
    put(other)

    text = put(values, 409)

    works, archive = place(values, "civil_works"), place(values, "archive")
    assert "Somebody else changed this while you were editing it." in text
    assert f'<a href="#name_en-{works}">' in text
    assert f'<a href="#number-{works}">' not in text
    said = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert "Stored now: Works Yours: Civil works" in said
    assert "Stored now: بایگانی Yours: بایگانی راکد" in said
    again = form_of(text, TABLE)
    assert (again.values.getlist("name_fa")[archive], again.buttons[0]) == ("بایگانی راکد", "Save mine anyway")
    assert row(Unit, code="archive").name_fa == "بایگانی"

    put(again.values)
    assert row(Unit, code="archive").name_fa == "بایگانی راکد"


def test_units_that_somebody_else_added_or_deleted_meanwhile_are_named_and_nothing_typed_is_lost(table, put, send, row):
    values, other = table(), table()
    change(values, "archive", does_en="Keeps old files")
    fill_blank(other, name_fa="روشنایی", name_en="Lighting")
    put(other)
    send(f"/manage/messages/units/{row(Unit, code='archive').id}/removal")

    text = put(values, 409)

    assert "Added in the meantime, and kept whatever you save: Lighting." in text
    assert text.count("deleted in the meantime; saving adds it again") == 1
    put(form_of(text, TABLE).values)
    assert row(Unit, code="archive").does_en == "Keeps old files"
    assert row(Unit, code="lighting").name_fa == "روشنایی"


def test_another_order_that_somebody_else_gave_the_units_is_shown_beside_mine(table, put):
    values, other = table(), table()
    change(other, "archive", number="0")
    put(other)

    text = put(values, 409)

    assert f'<a href="#number-{place(values, "archive")}">' in text


def test_a_table_without_its_revision_is_refused_and_changes_nothing(table, client, office):
    values = table()
    change(values, "archive", name_fa="بایگانی راکد")
    values.setlist("revision", [""])
    before = journal.position(db.session(), office)

    answer = client.post(f"{TABLE}?lang=en", data=values)

    assert answer.status_code == 400
    assert "We cannot tell whether somebody else has changed this" in answer.text
    assert journal.position(db.session(), office) == before


def test_a_person_and_a_subject_that_were_added_meanwhile_keep_their_unit(page, put, send, row, office):
    people, routes = (form_of(page(path), path) for path in ("/manage/messages/people", "/manage/messages/routes"))
    works = str(row(Unit, code="civil_works").id)
    create_person(office, NewPerson("sara", "سارا", "expert", PASSWORD, int(works)), "test")
    normal = row(MessageClass, code="normal").id
    send("/manage/messages/categories", **CATEGORY, class_id=normal, unit_id=works, offered="1")
    added = [f"unit-{row(Person, sign_in_name='sara').id}", f"unit-{row(Category, code='lamps').id}"]

    for form, name in zip((people, routes), added, strict=True):
        kept = form_of(put(form.values, 409, form.action), form.action)
        assert kept.values[name] == works
        put(kept.values, path=form.action)

    assert row(Person, sign_in_name="sara").unit_id == row(Category, code="lamps").unit_id == int(works)
