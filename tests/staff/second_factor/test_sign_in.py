"""Signing in with a second step: the code after the password, and what does not let in."""

import pytest

from deskq.access.api_tokens import service as tokens
from deskq.core.db import field_encryption
from deskq.core.extensions import db
from deskq.staff import rules, service
from deskq.staff.models import KnownBrowser
from deskq.staff.second_factor import queries
from deskq.staff.second_factor import service as second_factor
from tests.conftest import PASSWORD
from tests.staff.conftest import inside
from tests.staff.second_factor.conftest import code, kinds, password


def test_the_password_alone_lets_nobody_in_and_the_code_leads_to_where_one_wanted_to_go(client, phone, office):
    app = phone()
    known = db.session.query(KnownBrowser).count()

    answer = password(client, next="/account?lang=en")

    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert not inside(client)
    assert client.get("/counters").status_code == 303
    assert db.session.query(KnownBrowser).count() == known
    assert "person.signed_in" not in kinds(office)

    answer = code(client, app.code())

    assert (answer.status_code, answer.location) == (303, "/account?lang=en")
    assert inside(client)
    assert kinds(office)[-1] == "person.signed_in"


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_phone_whose_clock_is_off_by_half_a_minute_leads_to_ones_own_work_and_one_off_by_more_does_not(
    client, phone, steps
):
    app = phone()
    password(client)

    assert code(client, app.code(3 * steps)).status_code == 422
    assert code(client, app.code(steps)).location == "/counters"


def test_a_code_works_once(browser, phone):
    app, mine, thief = phone(), browser(), browser()
    password(mine)
    password(thief)
    shown = app.code()
    code(mine, shown)

    answer = code(thief, shown)

    assert answer.status_code == 422
    assert 'id="code-problem"' in answer.text
    assert not inside(thief)


def test_persian_digits_with_a_space_are_read(client, phone):
    app = phone()
    password(client)
    shown = app.code().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert code(client, f"{shown[:3]} {shown[3:]}").status_code == 303


def test_a_recovery_code_lets_in_once_and_one_of_another_person_does_not(browser, phone, office):
    app, other = phone(), phone("supervisor")
    for typed, expected in ((other.codes[0], 422), (app.codes[3], 303), (app.codes[3], 422)):
        one = browser()
        password(one)
        assert code(one, typed).status_code == expected
        assert inside(one) == (expected == 303)

    assert kinds(office).count("person.recovery_code_used") == 1


@pytest.mark.parametrize("typed", ["", " ", "000000", "x" * 41, "9" * 16, "<b>", "۱۲۳"])
def test_a_wrong_code_is_said_at_its_field(client, phone, typed):
    phone()
    password(client)

    answer = code(client, typed)

    assert answer.status_code == 422
    assert 'id="code-problem"' in answer.text
    assert not inside(client)


def test_codes_without_a_password_shortly_before_lead_to_the_sign_in(client, phone, later):
    app = phone()

    for answer in (client.get("/sign-in/code"), code(client, app.code()), client.get("/sign-in/set-up")):
        assert (answer.status_code, answer.location) == (303, "/sign-in")

    password(client)
    later(minutes=16)
    assert code(client, app.code()).location == "/sign-in"
    assert not inside(client)


@pytest.mark.parametrize(
    "end",
    [
        lambda found: service.sign_out_everywhere(found.id, "test"),
        lambda found: service.set_password(found.id, "another long one 17", "test"),
        lambda found: second_factor.reset(found.id, "test"),
        lambda found: service.save_person(found.id, service.PersonChanges(found.name, "clerk", False, set()), "test"),
    ],
    ids=["sign_out_everywhere", "set_password", "reset", "inactive"],
)
def test_what_ends_sessions_ends_an_unfinished_sign_in(client, phone, person, end):
    app = phone()
    password(client)
    end(person("karimi"))

    assert code(client, app.code()).location == "/sign-in"


def test_the_demo_office_asks_nobody_and_api_tokens_need_no_second_step(client, office):
    assert queries.required_roles(db.session(), office) == set()
    assert password(client, "admin", PASSWORD).location == "/manage"

    second_factor.require_of(office, list(rules.ROLES), "test")
    token = tokens.create_token(office, "integration")
    assert client.get("/api/v1/journal", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_secret_whose_key_is_gone_is_a_sentence_and_recovery_codes_still_work(client, phone, app):
    own = phone()
    password(client)
    field_encryption.use_keys("another key for one test 0123456789", app.config["BLIND_KEY"])

    assert code(client, own.code()).status_code == 503
    assert code(client, own.codes[0]).status_code == 303
