"""Signing in by the form."""

import re

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type, hash_secret_raw

from deskq.staff import passwords, service
from tests.conftest import PASSWORD
from tests.staff.conftest import inside


def post(browser, name="karimi", password=PASSWORD, **more):
    return browser.post("/sign-in", data={"name": name, "password": password, **more})


def test_the_form_signs_in_with_the_token_it_carries(app, browser):
    visitor = browser()
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/sign-in").text)[1]

    answer = post(visitor, csrf_token=token)

    assert (answer.status_code, answer.location) == (303, "/counters")
    assert inside(visitor)


@pytest.mark.parametrize(("name", "home"), [("karimi", "/counters"), ("supervisor", "/manage"), ("admin", "/manage")])
def test_everyone_is_led_to_their_own_work_and_does_not_see_the_form_again(client, name, home):
    assert post(client, name).location == home
    again = client.get("/sign-in")

    assert (again.status_code, again.location) == (303, home)


def test_the_name_is_found_however_it_is_typed_and_in_persian_in_either_spelling(browser, office):
    service.create_person(office, service.NewPerson("کریمی", "مریم کریمی", "clerk", PASSWORD), "test")

    for typed in ("KARIMI", " karimi ", "Karimi\u200f", "كريمي"):
        assert post(browser(), typed).status_code == 303, typed


def test_a_space_at_the_end_belongs_to_the_password(client, office):
    service.create_person(office, service.NewPerson("spaced", "کسی", "clerk", PASSWORD + " "), "test")

    assert post(client, "spaced").status_code == 401
    assert post(client, "spaced", PASSWORD + " ").status_code == 303


@pytest.mark.parametrize(
    ("name", "password"), [("karimi", "wrong"), ("nobody", PASSWORD), ("karimi", PASSWORD.upper())]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client, name, password):
    answer = post(client, name, password)

    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert "karimi" not in answer.text.replace('value="karimi"', "")
    assert not inside(client)


@pytest.mark.parametrize(
    "fields", [{}, {"name": "karimi"}, {"password": PASSWORD}, {"name": "x" * 61, "password": "x"}]
)
def test_a_form_that_is_not_filled_in_is_shown_again(client, fields):
    answer = client.post("/sign-in", data=fields)

    assert answer.status_code == 422
    assert "<form" in answer.text


def test_an_inactive_person_is_a_stranger(client, person, enter):
    inside_already = enter("karimi")
    found = person("karimi")
    service.save_person(found.id, service.PersonChanges(found.name, "clerk", False, set()), "test")

    assert post(client).status_code == 401
    assert not inside(inside_already)


def test_the_password_is_kept_as_argon2id_only_and_an_unknown_name_and_a_recovery_code_cost_as_much(
    person, real_passwords
):
    service.set_password(person("karimi").id, PASSWORD, "test")
    kept = person("karimi").password_hash

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in kept
    assert extract_parameters(passwords.NOBODY) == extract_parameters(kept)
    salt = b"0123456789abcdef"
    assert passwords.hash_code("code", salt) == hash_secret_raw(b"code", salt, 2, 19 * 1024, 1, 32, Type.ID).hex()
