"""Signing in with a second step: the code after the password, and what does not let in."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.staff import rules, service
from deskq.staff.models import KnownBrowser, SignInFailure
from deskq.staff.second_factor import service as second_factor
from tests.conftest import PASSWORD
from tests.staff.conftest import inside
from tests.staff.second_factor.conftest import Phone, code, password, recovery_codes_of, secret_of


def kinds(office) -> list[str]:
    db.session.remove()
    return [entry.kind for entry in journal.after_sequence(db.session(), office, 0, 10_000)]


def test_the_password_alone_lets_nobody_in(client, phone, office):
    phone()
    known = db.session.query(KnownBrowser).count()

    answer = password(client)

    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert not inside(client)
    assert client.get("/counters").status_code == 303
    assert db.session.query(KnownBrowser).count() == known
    assert "person.signed_in" not in kinds(office)


def test_the_code_lets_in_and_leads_to_where_one_wanted_to_go(client, phone, office):
    app = phone()
    password(client, next="/account?lang=en")

    answer = code(client, app.code())

    assert (answer.status_code, answer.location) == (303, "/account?lang=en")
    assert inside(client)
    assert kinds(office)[-1] == "person.signed_in"


def test_without_a_wish_it_leads_to_ones_own_work(client, phone):
    app = phone()
    password(client)

    assert code(client, app.code()).location == "/counters"


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_phone_whose_clock_is_off_by_half_a_minute_works(client, phone, steps):
    app = phone()
    password(client)

    assert code(client, app.code(steps)).status_code == 303


@pytest.mark.parametrize("steps", [-3, 3])
def test_one_that_is_off_by_more_does_not(client, phone, steps):
    app = phone()
    password(client)

    assert code(client, app.code(steps)).status_code == 422


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


def test_a_recovery_code_lets_in_once(browser, phone, office):
    app = phone()
    for expected in (303, 422):
        one = browser()
        password(one)
        assert code(one, app.codes[3]).status_code == expected
        assert inside(one) == (expected == 303)

    assert kinds(office).count("person.recovery_code_used") == 1


def test_a_recovery_code_of_another_person_does_not(client, phone):
    phone("karimi")
    other = phone("supervisor")
    password(client)

    assert code(client, other.codes[0]).status_code == 422


@pytest.mark.parametrize("typed", ["", " ", "000000", "x" * 41, "9" * 16, "<b>", "۱۲۳"])
def test_a_wrong_code_is_said_at_its_field(client, phone, typed):
    phone()
    password(client)

    answer = code(client, typed)

    assert answer.status_code == 422
    assert 'id="code-problem"' in answer.text
    assert not inside(client)


def test_codes_without_a_password_before_lead_to_the_sign_in(client, phone):
    app = phone()

    for answer in (client.get("/sign-in/code"), code(client, app.code()), client.get("/sign-in/set-up")):
        assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_a_sign_in_that_took_too_long_begins_anew(client, phone, later):
    app = phone()
    password(client)
    later(minutes=16)

    assert code(client, app.code()).location == "/sign-in"
    assert not inside(client)


@pytest.mark.parametrize("end", ["sign_out_everywhere", "set_password", "reset"])
def test_what_ends_sessions_ends_an_unfinished_sign_in(client, phone, person, end):
    app = phone()
    password(client)
    found = person("karimi")
    if end == "reset":
        second_factor.reset(found.id, "test")
    elif end == "set_password":
        service.set_password(found.id, "another long one 17", "test")
    else:
        service.sign_out_everywhere(found.id, "test")

    assert code(client, app.code()).location == "/sign-in"


def test_an_inactive_person_cannot_finish(client, phone, person):
    app = phone()
    password(client)
    found = person("karimi")
    service.save_person(found.id, found.name, "clerk", False, set(), "test")

    assert code(client, app.code()).location == "/sign-in"


def test_wrong_codes_lock_like_wrong_passwords_and_are_journalled(client, phone, office):
    app = phone()
    password(client)
    answers = [code(client, "000000").status_code for _ in range(rules.FREE_FAILURES + 2)]

    assert answers == [422] * (rules.FREE_FAILURES + 1) + [429]
    assert code(client, app.code()).status_code == 429
    assert code(client, app.code()).headers["Retry-After"]
    assert kinds(office).count("person.wrong_code") == rules.FREE_FAILURES + 1
    assert "person.locked_out" in kinds(office)


def test_the_right_password_in_between_frees_no_further_codes(client, phone):
    """Whoever has the password could else try codes for ever."""
    phone()
    answers = []
    for _ in range(rules.FREE_FAILURES + 2):
        password(client)
        answers.append(code(client, "000000").status_code)

    assert 303 not in answers
    assert password(client).status_code == 429


def test_codes_tried_from_many_addresses_lock_every_address_but_known_browsers(browser, phone):
    app, mine = phone(), browser()
    password(mine)
    code(mine, app.code())
    mine.post("/sign-out")
    for number in range(rules.FREE_OF_STRANGERS + 1):
        stranger = browser()
        password(stranger, at=f"203.0.113.{number}")
        code(stranger, "000000", f"203.0.113.{number}")

    assert password(browser(), at="198.51.100.1").status_code == 429
    assert password(mine, at="198.51.100.1").location == "/sign-in/code"


def test_a_right_code_forgets_the_mistakes_before_it(client, phone, person):
    app = phone()
    password(client)
    code(client, "000000")
    code(client, app.code())

    assert db.session.query(SignInFailure).count() == 0
    assert person("karimi").failures == 0


def test_the_rate_limit_of_sign_ins_counts_codes(limited):
    import pyotp

    from deskq.staff import queries

    found = queries.person_by_name(db.session(), "karimi")
    secret = pyotp.random_base32()
    second_factor.confirm(found.id, secret, pyotp.TOTP(secret).now())
    password(limited)
    for _ in range(25):
        code(limited, "")

    answer = code(limited, "")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_whose_role_needs_it_is_led_to_set_it_up(client, person, office, factor):
    second_factor.require_of(office, ["clerk"], "test")

    answer = password(client, next="/account")
    page = client.get(answer.location)
    app = Phone(secret_of(page.text))
    wrong = client.post("/sign-in/set-up", data={"code": "000000"})
    refused_yet = inside(client), factor()
    done = client.post("/sign-in/set-up", data={"code": app.code()})

    assert answer.location == "/sign-in/set-up"
    assert page.status_code == 200
    assert wrong.status_code == 422
    assert secret_of(wrong.text) == app.secret
    assert refused_yet == (False, None)
    assert done.status_code == 200
    assert len(recovery_codes_of(done.text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")))) == 10
    assert 'href="/account"' in done.text
    assert inside(client)
    assert factor().secret == app.secret


def test_others_are_not(client, office):
    second_factor.require_of(office, ["supervisor"], "test")

    assert password(client).location == "/counters"


def test_the_secret_of_a_browser_is_not_one_that_somebody_else_began(browser, office):
    """A thief of the password who opens the set-up first learns nothing of the secret that the person scans later."""
    second_factor.require_of(office, ["clerk"], "test")
    thief, mine = browser(), browser()
    password(thief)
    password(mine)

    assert secret_of(thief.get("/sign-in/set-up").text) != secret_of(mine.get("/sign-in/set-up").text)
    assert secret_of(mine.get("/sign-in/set-up").text) == secret_of(mine.get("/sign-in/set-up").text)


def test_the_cookie_of_a_set_up_does_not_show_the_secret(client, office, app):
    second_factor.require_of(office, ["clerk"], "test")
    password(client)
    secret = secret_of(client.get("/sign-in/set-up").text)

    with client.session_transaction() as session:
        assert secret not in str(dict(session))


def test_who_set_it_up_meanwhile_ends_the_set_up_of_others(browser, office, phone):
    second_factor.require_of(office, ["clerk"], "test")
    thief = browser()
    password(thief)
    stolen = Phone(secret_of(thief.get("/sign-in/set-up").text))
    phone()

    assert thief.post("/sign-in/set-up", data={"code": stolen.code()}).location == "/sign-in"
    assert not inside(thief)


def test_api_tokens_need_no_second_step(client, office):
    from deskq.access.api_tokens import service as tokens

    second_factor.require_of(office, list(rules.ROLES), "test")
    token = tokens.create_token(office, "integration")

    assert client.get("/api/v1/journal", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_the_demo_office_asks_nobody(client, office):
    from deskq.staff.second_factor import queries

    assert queries.required_roles(db.session(), office) == set()
    assert password(client, "admin", PASSWORD).location == "/manage"


def test_a_secret_whose_key_is_gone_is_a_sentence_and_recovery_codes_still_work(client, phone, app):
    from deskq.core.db import field_encryption

    own = phone()
    password(client)
    field_encryption.use_keys("another key for one test 0123456789", app.config["BLIND_KEY"])

    assert code(client, own.code()).status_code == 503
    assert code(client, own.codes[0]).status_code == 303
