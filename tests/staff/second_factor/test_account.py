"""Two-step sign-in on one's own account, and what an admin and the command do about a lost phone."""

from deskq.core.db import field_encryption
from deskq.core.extensions import db
from deskq.staff import rules as staff_rules
from deskq.staff.second_factor import rules, service
from deskq.staff.second_factor.models import RecoveryCode
from tests.conftest import PASSWORD
from tests.staff.conftest import inside
from tests.staff.second_factor.conftest import Phone, code, kinds, password, recovery_codes_of, secret_of, with_code

PAGE = "/account/second-factor"


def test_it_is_set_up_with_the_password_and_a_first_code(enter, browser, office, factor):
    clerk, other = enter("karimi"), enter("karimi")

    begun = clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD})
    page = clerk.get(begun.location).text
    app = Phone(secret_of(page))
    before = factor()
    done = clerk.post(f"{PAGE}/confirmation", data={"code": app.code()})

    assert "<svg" in page
    assert before is None
    assert done.status_code == 200
    assert len(recovery_codes_of(done.text)) == 10
    assert inside(clerk)
    assert not inside(other)
    assert "person.second_factor_set" in kinds(office)
    assert password(browser()).location == "/sign-in/code"


def test_the_secret_is_stored_encrypted_and_the_recovery_codes_hashed(phone):
    app = phone()
    raw = db.session.connection().exec_driver_sql("SELECT secret, salt FROM second_factor").one()
    hashes = db.session.query(RecoveryCode.code_hash).all()

    assert raw[0].startswith("s1.")
    assert app.secret not in raw[0]
    assert field_encryption.decrypt(raw[0], "second_factor.secret") == app.secret
    assert len(hashes) == 10
    assert not {row[0] for row in hashes} & set(app.codes)


def test_a_wrong_password_begins_nothing_and_counts(enter, person):
    clerk = enter("karimi")
    for _ in range(staff_rules.FREE_FAILURES + 1):
        answer = clerk.post(f"{PAGE}/beginning", data={"password": "wrong"})
        assert answer.status_code == 422
        assert 'id="password-problem"' in answer.text

    assert clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD}).status_code == 429
    assert "factor-groups" not in clerk.get(PAGE).text


def test_a_wrong_code_turns_nothing_on_and_keeps_the_secret(enter, factor):
    clerk = enter("karimi")
    clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD})
    secret = secret_of(clerk.get(PAGE).text)

    answer = clerk.post(f"{PAGE}/confirmation", data={"code": "000000"})

    assert answer.status_code == 422
    assert 'id="code-problem"' in answer.text
    assert secret_of(answer.text) == secret
    assert factor() is None


def test_a_set_up_is_cancelled_or_runs_out(enter, later):
    clerk = enter("karimi")
    clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD})
    assert "factor-groups" in clerk.get(PAGE).text
    clerk.post(f"{PAGE}/cancellation")
    assert "factor-groups" not in clerk.get(PAGE).text

    clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD})
    app = Phone(secret_of(clerk.get(PAGE).text))
    later(minutes=16)
    answer = clerk.post(f"{PAGE}/confirmation", data={"code": app.code()})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_another_phone_needs_a_code_of_the_old_one_which_works_until_then(client, browser, phone, later):
    old = phone()
    clerk = with_code(client, old)
    later(seconds=60)

    without = clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD})
    begun = clerk.post(f"{PAGE}/beginning", data={"password": PASSWORD, "code": old.code()})
    new = Phone(secret_of(clerk.get(PAGE).text))
    later(seconds=60)
    still = with_code(browser(), old)
    done = clerk.post(f"{PAGE}/confirmation", data={"code": new.code()})
    later(seconds=60)

    assert without.status_code == 422
    assert begun.status_code == 303
    assert inside(clerk)
    assert done.status_code == 200
    assert not inside(still)
    stranger = browser()
    password(stranger)
    assert code(stranger, old.code()).status_code == 422
    assert code(stranger, old.codes[0]).status_code == 422
    assert code(stranger, new.code()).status_code == 303


def test_new_recovery_codes_replace_the_old_ones(client, phone, later, office):
    app = phone()
    clerk = with_code(client, app)
    later(seconds=60)

    done = clerk.post(f"{PAGE}/recovery-codes", data={"code": app.code()})
    again = clerk.post(f"{PAGE}/recovery-codes", data={"code": app.codes[0]})

    fresh = recovery_codes_of(done.text)
    assert len(fresh) == 10
    assert not set(fresh) & set(app.codes)
    assert again.status_code == 422
    assert kinds(office).count("person.recovery_codes_made") == 1


def test_it_is_turned_off_with_a_code_unless_the_role_needs_it(client, browser, phone, later, office, factor):
    app = phone()
    clerk = with_code(client, app)
    service.require_of(office, ["clerk"], "test")
    later(seconds=60)

    assert clerk.post(f"{PAGE}/removal", data={"code": app.code()}).status_code == 409
    assert factor() is not None
    service.require_of(office, [], "test")
    later(seconds=60)
    assert clerk.post(f"{PAGE}/removal", data={"code": "000000"}).status_code == 422
    assert factor() is not None
    assert clerk.post(f"{PAGE}/removal", data={"code": app.code()}).status_code == 303

    assert factor() is None
    assert inside(clerk)
    assert password(browser()).location == "/counters"
    assert "person.second_factor_removed" in kinds(office)


def test_without_it_there_is_nothing_to_confirm_renew_or_remove(enter):
    clerk = enter("karimi")
    for act in ("confirmation", "recovery-codes", "removal"):
        answer = clerk.post(f"{PAGE}/{act}", data={"code": "123456"})
        assert answer.status_code == 409, act
        assert 'role="alert"' in answer.text


def test_the_page_warns_when_few_recovery_codes_are_left(browser, phone):
    app = phone()
    for number in range(rules.RECOVERY_CODES - rules.FEW_LEFT):
        one = browser()
        password(one)
        assert code(one, app.codes[number]).status_code == 303

    assert "Few recovery codes are left" in one.get(f"{PAGE}?lang=en").text


def test_a_code_on_trial_is_told_to_be_right_or_wrong_and_changes_nothing(browser, phone, factor, later):
    app = phone()
    clerk = with_code(browser(), app)
    before = factor().set_at
    later(minutes=1)

    wrong = clerk.post(f"{PAGE}/trial?lang=en", data={"code": "000000"})
    right = clerk.post(f"{PAGE}/trial?lang=en", data={"code": app.code()}, follow_redirects=True)

    assert wrong.status_code == 422
    assert 'aria-describedby="trial-code-problem"' in wrong.text
    assert "works with your phone" not in wrong.text
    assert "The code is right: two-step sign-in works with your phone." in right.text
    assert factor().set_at == before
