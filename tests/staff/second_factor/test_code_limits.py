"""Wrong codes lock like wrong passwords, and count in the limit of sign-ins."""

import pyotp

from deskq.core.extensions import db
from deskq.staff import queries, rules
from deskq.staff.models import SignInFailure
from deskq.staff.second_factor import service as second_factor
from tests.staff.second_factor.conftest import code, kinds, password


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
    """Anybody who has the password could else try codes for ever."""
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
    secret = pyotp.random_base32()
    second_factor.confirm(queries.person_by_name(db.session(), "karimi").id, secret, pyotp.TOTP(secret).now())
    password(limited)
    for _ in range(25):
        code(limited, "")

    answer = code(limited, "")

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
