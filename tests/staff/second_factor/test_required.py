"""Whose role needs a second factor is led to set it up at the first sign-in."""

from deskq.staff.second_factor import service as second_factor
from tests.staff.conftest import inside
from tests.staff.second_factor.conftest import Phone, password, recovery_codes_of, secret_of


def test_whose_role_needs_it_is_led_to_set_it_up(client, person, office, factor):
    second_factor.require_of(office, ["supervisor"], "test")
    assert password(client).location == "/counters"
    client.post("/sign-out")
    second_factor.require_of(office, ["clerk"], "test")

    answer = password(client, next="/account")
    page = client.get(answer.location)
    app = Phone(secret_of(page.text))
    with client.session_transaction() as session:
        assert app.secret not in str(dict(session)), "nor does the cookie show it"
    wrong = client.post("/sign-in/set-up", data={"code": "000000"})
    refused_yet = inside(client), factor()
    done = client.post("/sign-in/set-up", data={"code": app.code()})

    assert answer.location == "/sign-in/set-up"
    assert page.status_code == 200
    assert wrong.status_code == 422
    assert secret_of(wrong.text) == app.secret
    assert refused_yet == (False, None)
    assert done.status_code == 200
    assert len(recovery_codes_of(done.text)) == 10
    assert 'href="/account"' in done.text
    assert inside(client)
    assert factor().secret == app.secret


def test_the_secret_of_a_browser_is_not_one_that_somebody_else_began(browser, office):
    """A thief of the password who opens the set-up first learns nothing of the secret that the person scans later."""
    second_factor.require_of(office, ["clerk"], "test")
    thief, mine = browser(), browser()
    password(thief)
    password(mine)

    assert secret_of(thief.get("/sign-in/set-up").text) != secret_of(mine.get("/sign-in/set-up").text)
    assert secret_of(mine.get("/sign-in/set-up").text) == secret_of(mine.get("/sign-in/set-up").text)


def test_who_set_it_up_meanwhile_ends_the_set_up_of_others(browser, office, phone):
    second_factor.require_of(office, ["clerk"], "test")
    thief = browser()
    password(thief)
    stolen = Phone(secret_of(thief.get("/sign-in/set-up").text))
    phone()

    assert thief.post("/sign-in/set-up", data={"code": stolen.code()}).location == "/sign-in"
    assert not inside(thief)
