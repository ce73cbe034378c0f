"""Admin pages of people: add, change, unlock, sign out."""

import pytest

from deskq.core.extensions import db
from deskq.staff import queries, rules, service
from deskq.staff.models import Person
from deskq.units.models import Unit
from deskq.web.refusal_sentences import sentence
from tests.staff.conftest import inside
from tests.tools.admin_pages import HOSTILE
from tests.tools.forms import revision_of

pytestmark = pytest.mark.usefixtures("admin")

NEW = {"sign_in_name": "sadeghi", "name": "پروین صادقی", "role": "clerk", "new": "tk7mq-4x2pz-9tra"}


def test_a_new_person_can_sign_in_with_the_suggested_password(send, row, sign_in, page):
    assert page("/manage/people/new") != page("/manage/people/new")
    assert "can now sign in" in send("/manage/people", **NEW)
    assert row(Person, sign_in_name="sadeghi").role == "clerk"
    sign_in("sadeghi", NEW["new"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("sign_in_name", "KARIMI", "This sign-in name is already taken."),
        ("sign_in_name", "", "Please fill in this field."),
        ("name", " ", "Please fill in this field."),
        ("role", "mayor", "This role does not exist."),
        ("new", "short", "Please use at least 10 characters."),
        ("new", "sadeghi-sadeghi", "This password is too easy to guess."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field_and_the_rest_is_kept(send, field, value, words):
    text = send("/manage/people", 422, **{**NEW, field: value})

    assert text.count(words) == 2
    assert f'id="{field}-problem"' in text
    kept = "name" if field != "name" else "sign_in_name"
    assert f'value="{NEW[kept]}"' in text


def test_a_second_name_for_english_pages_is_optional(send, row, page):
    send("/manage/people", **NEW)
    assert row(Person, sign_in_name="sadeghi").name_en == ""
    person = row(Person, sign_in_name="sadeghi").id
    fields = {"name": NEW["name"], "role": "clerk", "active": "1"}

    assert "Parvin Sadeghi saved." in send(f"/manage/people/{person}", **fields, name_en=" Parvin  Sadeghi ")
    assert 'value="Parvin Sadeghi"' in page(f"/manage/people/{person}")


def test_a_person_gets_a_unit_and_keeps_it_unless_it_is_changed(send, row):
    person, unit = row(Person, sign_in_name="karimi").id, row(Unit, code="planning").id
    fields = {"name": "مریم کریمی", "role": "expert", "active": "1"}

    text = send(f"/manage/people/{person}", **fields, unit_id=unit)
    service.save_person(person, service.PersonChanges("مریم کریمی", "expert", True, set()), "test")

    assert "Technical and urban planning" in text
    assert row(Person, sign_in_name="karimi").unit_id == unit
    send(f"/manage/people/{person}", **fields, unit_id="")
    assert row(Person, sign_in_name="karimi").unit_id is None


def test_a_closed_unit_gets_no_new_people_and_keeps_its_old_ones(send, row):
    archive = row(Unit, code="archive")
    person = row(Person, sign_in_name="karimi")
    fields = {"name": "مریم کریمی", "role": "clerk", "active": "1", "unit_id": archive.id}
    send(f"/manage/people/{person.id}", **fields)
    send(f"/manage/messages/units/{archive.id}/offer", offered="0")

    send(f"/manage/people/{person.id}", **fields)
    refused = send("/manage/people", 422, **NEW, unit_id=archive.id)

    assert "This unit is closed. Please choose another one." in refused
    assert row(Person, sign_in_name="karimi").unit_id == archive.id


def test_a_change_of_role_and_services_is_saved(send, row):
    person = row(Person, sign_in_name="karimi")

    send(f"/manage/people/{person.id}", name="مریم کریمی", role="supervisor", active="1", services=["1", "3"])

    assert row(Person, sign_in_name="karimi").role == "supervisor"
    assert queries.skills(db.session(), person.id) == {1, 3}


def test_a_person_made_inactive_cannot_sign_in(send, row):
    person = row(Person, sign_in_name="karimi")

    assert "Not active" in send(f"/manage/people/{person.id}", name=person.name, role="clerk")
    assert not row(Person, sign_in_name="karimi").active


def test_an_admin_changes_their_own_name_and_not_their_own_rights(send, row):
    admin = row(Person, sign_in_name="admin")

    text = send(f"/manage/people/{admin.id}", 409, name=admin.name, role="clerk", active="1")
    send(f"/manage/people/{admin.id}", 409, name=admin.name, role="admin")
    send(f"/manage/people/{admin.id}", name="مهدی نوری‌زاده", role="admin", active="1")

    assert "You cannot remove your own permissions" in text
    assert row(Person, sign_in_name="admin").active
    assert row(Person, sign_in_name="admin").name == "مهدی نوری‌زاده"


def test_the_last_active_admin_is_neither_demoted_nor_switched_off(row):
    admin = row(Person, sign_in_name="admin")

    for role, active in (("clerk", True), ("supervisor", True), ("admin", False)):
        with pytest.raises(rules.LastAdmin):
            service.save_person(admin.id, service.PersonChanges(admin.name, role, active, set()), "console")

    assert (row(Person, sign_in_name="admin").role, row(Person, sign_in_name="admin").active) == ("admin", True)


def test_one_of_two_admins_can_be_removed_but_not_the_last(row, office):
    """Also when each of the two took the other's rights in the same moment: the office is held, so one is first."""
    first = row(Person, sign_in_name="admin")
    second = service.create_person(office, service.NewPerson("sadeghi", "پروین صادقی", "admin", NEW["new"]), "test")

    service.save_person(first.id, service.PersonChanges(first.name, "clerk", True, set()), f"person:{second.id}")

    with pytest.raises(rules.LastAdmin):
        service.save_person(second.id, service.PersonChanges(second.name, "admin", False, set()), f"person:{first.id}")


def test_an_inactive_admin_does_not_count(row, office):
    first = row(Person, sign_in_name="admin")
    second = service.create_person(office, service.NewPerson("sadeghi", "پروین صادقی", "admin", NEW["new"]), "test")
    service.save_person(second.id, service.PersonChanges(second.name, "admin", False, set()), "test")

    with pytest.raises(rules.LastAdmin):
        service.save_person(first.id, service.PersonChanges(first.name, "supervisor", True, set()), "test")


@pytest.mark.parametrize(
    ("lang", "own", "last"),
    [
        ("fa", "نمی‌توانید دسترسی خودتان را بردارید", "آخرین مدیر فعال"),
        ("en", "You cannot remove your own permissions", "last active admin"),
    ],
)
def test_the_refusal_to_change_rights_is_in_the_language_of_the_page(app, client, row, lang, own, last):
    admin = row(Person, sign_in_name="admin")
    form = {"name": admin.name, "role": "clerk", "active": "1", **revision_of(client, f"/manage/people/{admin.id}")}

    answer = client.post(f"/manage/people/{admin.id}", query_string={"lang": lang}, data=form)

    assert 'id="role-problem"' in answer.text
    assert own in answer.text
    with app.test_request_context(query_string={"lang": lang}):
        assert last in sentence(rules.LastAdmin())


def test_a_new_password_ends_every_session_and_a_weak_one_is_refused(send, row, sign_in):
    person = row(Person, sign_in_name="karimi")

    assert "Please use at least 10 characters." in send(f"/manage/people/{person.id}/password", 422, new="123")
    assert "has a new password" in send(f"/manage/people/{person.id}/password", new="another way in 77")
    assert row(Person, sign_in_name="karimi").epoch == person.epoch + 1
    sign_in("karimi", "another way in 77")


def test_ones_own_new_password_keeps_this_session(send, row, page):
    send(f"/manage/people/{row(Person, sign_in_name='admin').id}/password", new="another way in 77")

    page("/manage/people")


def test_a_locked_person_can_be_unlocked(send, row, browser, page):
    stranger = browser()
    for number in range(rules.FREE_OF_STRANGERS + 1):
        wrong = {"name": "karimi", "password": "wrong"}
        stranger.post("/sign-in", data=wrong, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"})
    person = row(Person, sign_in_name="karimi")
    assert 'href="/manage/sign-ins?lang=en"' in _section(page(f"/manage/people/{person.id}"), "sign-ins")

    assert "can try to sign in again" in send(f"/manage/sign-ins/{person.id}/unlocking")
    assert "Unlock" not in page(f"/manage/people/{person.id}")


def test_the_address_at_which_people_were_unlocked_before_leads_to_the_page_of_sign_ins(client, row):
    person = row(Person, sign_in_name="karimi").id

    answer = client.post(f"/manage/people/{person}/unlocking")

    assert (answer.status_code, answer.location) == (307, f"/manage/sign-ins/{person}/unlocking")


def test_a_person_can_be_signed_out_everywhere(send, row, enter):
    elsewhere = enter("karimi")
    assert inside(elsewhere)

    send(f"/manage/people/{row(Person, sign_in_name='karimi').id}/sign-out")

    assert not inside(elsewhere)


def test_markup_in_a_name_is_escaped(send):
    text = send("/manage/people", **{**NEW, "name": HOSTILE})

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def _section(page: str, name: str) -> str:
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_a_person_without_a_unit_has_a_dash_where_the_column_begins(page):
    cells = [cell.partition(">") for cell in page("/manage/people").split("<td")]

    assert {'dir="auto"' in attributes for attributes, _, text in cells if text.startswith("–")} == {False}
