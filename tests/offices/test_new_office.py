"""An administrator adds another office, by page or command; its address is checked."""

import pytest

from deskq.core.db import journal, journal_check
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.message_settings.models import MessagePolicy
from deskq.office import config_cache, queries
from deskq.office.models import Office, ServiceGroup
from deskq.office.slugs import check_slug
from deskq.offices import copying, service
from deskq.ops import office_commands
from tests.office.test_create_office import run
from tests.offices.conftest import MAIN

__all__ = ["run"]

FORM = {"name_fa": "دفتر جنوب", "name_en": "South", "slug": "south"}


def test_an_administrator_adds_an_office_like_theirs_and_is_its_first_administrator(signed_in, office):
    admin = signed_in("admin")

    answer = admin.post("/manage/offices", data={**FORM, "like": "main"})

    assert (answer.status_code, answer.location) == (303, "/o/south/manage/setup")
    db.session.rollback()
    made = queries.office_by_slug(db.session(), "south")
    copied, first = config_cache.of(db.session(), made.id), config_cache.of(db.session(), office)
    assert [row.code for row in copied.offered] == [row.code for row in first.offered]
    assert {row.number for row in copied.counters.values()} == {row.number for row in first.counters.values()}
    assert made.name == ("دفتر جنوب", "South")
    assert admin.get("/o/south/manage/people").status_code == 200
    assert admin.get(f"{MAIN}/manage/people").status_code == 200


def refuse(*given: object) -> None:
    raise InvalidInput({"file": "refused"})


def refuse_in_the_database(*given: object) -> None:
    db.session.add(Office(slug="main", name_fa="دوباره", name_en=""))
    db.session.flush()


def fail(*given: object) -> None:
    raise RuntimeError("broken")


@pytest.mark.parametrize("apply", [refuse, refuse_in_the_database, fail])
def test_an_office_whose_set_up_cannot_be_copied_stays_with_its_administrator(signed_in, office, monkeypatch, apply):
    monkeypatch.setattr(copying, "apply", apply)
    admin = signed_in("admin")

    answer = admin.post("/manage/offices?lang=en", data={**FORM, "like": "main"})

    assert answer.status_code == 303
    assert "the set-up could not be copied" in admin.get("/o/south/manage/setup?lang=en").text
    assert admin.get("/o/south/manage/people").status_code == 200


def test_an_error_in_the_middle_leaves_no_office_and_the_form_can_be_sent_again(signed_in, office, monkeypatch):
    admin = signed_in("admin")
    with monkeypatch.context() as broken:
        broken.setattr(service, "add_account_of", fail)
        assert admin.post("/manage/offices", data=FORM).status_code == 500
    db.session.rollback()
    rows = [db.session.query(model).count() for model in (Office, MessagePolicy, journal.Head)]

    answer = admin.post("/manage/offices", data=FORM)

    db.session.rollback()
    assert rows == [1, 1, 1]
    assert (answer.status_code, answer.location) == (303, "/o/south/manage/setup")
    made = queries.office_by_slug(db.session(), "south").id
    assert [row.sequence for row in db.session.query(journal.Entry).filter_by(office_id=made)] == [1, 2, 3]
    assert journal_check.first_broken(db.session(), made) is None


def test_the_command_leaves_no_half_office(run, office, monkeypatch):
    monkeypatch.setattr(office_commands, "seed_defaults", fail)

    assert run("create-office", "--name", "شمال", "--slug", "north").exit_code == 1

    db.session.rollback()
    assert db.session.query(Office).count() == 1


def test_an_office_is_copied_although_two_groups_have_one_name(signed_in, office):
    one, two = db.session.query(ServiceGroup).filter_by(office_id=office).order_by(ServiceGroup.id).limit(2)
    one.name_fa = two.name_fa = "دوبار"
    db.session.commit()

    answer = signed_in("admin").post("/manage/offices", data={**FORM, "like": "main"})

    assert answer.status_code == 303
    db.session.rollback()
    made = config_cache.of(db.session(), queries.office_by_slug(db.session(), "south").id)
    assert {"دوبار", "دوبار (۲)"} <= {row.name_fa for row in made.groups}
    assert len(made.offered) == len(config_cache.of(db.session(), office).offered)


def test_no_office_is_made_if_the_set_up_that_it_shall_have_cannot_be_read(signed_in, office):
    db.session.query(ServiceGroup).filter_by(office_id=office).first().name_fa = ""  # no form would store it
    db.session.commit()

    answer = signed_in("admin").post("/manage/offices?lang=en", data={**FORM, "like": "main"})

    assert answer.status_code == 422
    assert "The set-up of this office cannot be copied." in answer.text
    assert FORM["name_fa"] in answer.text
    assert db.session.query(Office).count() == 1


@pytest.mark.parametrize(
    ("slug", "status"),
    [("main", 409), ("api", 422), ("a b", 422), ("نام", 422), ("-x", 422), ("12", 422), ("x" * 41, 422), ("", 422)],
)
def test_an_address_that_is_taken_or_wrong_is_refused_at_its_field(signed_in, slug, status):
    answer = signed_in("admin").post("/manage/offices", data={**FORM, "slug": slug}, query_string={"lang": "en"})

    assert answer.status_code == status
    assert 'aria-invalid="true"' in answer.text
    assert db.session.query(Office).count() == 1


@pytest.mark.parametrize(("typed", "stored"), [("North", "north"), (" a-1 ", "a-1")])
def test_an_address_is_stored_in_small_letters(typed, stored):
    assert check_slug(typed) == stored


@pytest.mark.parametrize("typed", ["a--b", "a_b", "offices", "7"])
def test_wrong_addresses(typed):
    with pytest.raises(InvalidInput):
        check_slug(typed)


def test_the_command_makes_more_than_one_office_and_names_who_has_an_address(run, office):
    first, again = (run("create-office", "--name", "شمال", "--slug", "north") for _ in range(2))

    assert first.exit_code == 0
    assert again.exit_code == 1
    assert "already belongs to شمال" in again.output


@pytest.mark.parametrize(
    "words",
    [
        ("create-user", "x", "--name", "x"),
        ("create-token", "--role", "lobby"),
        ("revoke-token", "x"),
        ("close-day",),
        ("export-person", "--phone", "09120000000", "/tmp/never.json"),
        ("redact-journal", "1", "x", "--why", "x", "--yes"),
        ("close-day", "--office", "south"),
    ],
)
def test_a_command_for_one_office_asks_which_and_lists_them(run, north, words):
    answer = run(*words)

    assert answer.exit_code == 1, answer.output
    assert ("main, north" if "south" in words else "--office with one of: main, north") in answer.output


@pytest.mark.parametrize("words", [("verify-journal",), ("retention", "--dry-run")])
def test_a_command_for_all_offices_takes_one_too(run, north, words):
    assert run(*words).exit_code == 0
    assert run(*words, "--office", "north").exit_code == 0


def test_a_token_and_a_person_belong_to_the_named_office(run, north, client):
    token = run("create-token", "--role", "integration", "--office", "north").output.strip()
    sent = {"Authorization": f"Bearer {token}"}

    assert client.get("/o/north/api/v1/services", headers=sent).status_code == 200
    assert client.get("/api/v1/services", headers=sent).status_code == 200
    assert client.get(f"{MAIN}/api/v1/services", headers=sent).status_code == 403
