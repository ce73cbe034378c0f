"""How long a session is valid, and what ends it."""

import pytest

import config
from deskq.core import clock
from deskq.staff import service
from tests.conftest import PASSWORD
from tests.staff.conftest import inside
from tests.tools.browsers import Browser


@pytest.mark.parametrize("minutes", [60, 5])
def test_an_idle_session_ends_after_the_set_minutes(app, enter, later, minutes):
    app.config["SESSION_MINUTES"] = minutes
    clerk = enter("karimi")

    later(minutes=minutes)
    assert inside(clerk)
    later(minutes=minutes + 1)
    assert not inside(clerk)


def test_a_press_keeps_the_session_but_never_longer_than_a_working_day(enter, later):
    clerk = enter("karimi")

    for _ in range(16):
        later(minutes=50)
        assert inside(clerk)
    later(minutes=50)

    assert not inside(clerk)


def test_signing_out_ends_this_session_only(enter):
    one, other = enter("karimi"), enter("karimi")

    answer = one.post("/sign-out")

    assert (answer.status_code, answer.location) == (303, "/")
    assert not inside(one)
    assert inside(other)


def test_signing_out_everywhere_ends_all_and_an_old_cookie_does_not_come_back_to_life(enter):
    one, other, colleague = enter("karimi"), enter("karimi"), enter("rahmani")
    stolen = one.get_cookie("deskq_session").value

    answer = one.post("/account/sign-out-everywhere")

    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert not inside(one)
    assert not inside(other)
    assert inside(colleague)
    enter("karimi")
    one.set_cookie("deskq_session", stolen)
    assert not inside(one)


def test_another_role_ends_the_sessions_and_another_name_does_not(enter, person):
    clerk = enter("karimi")
    found = person("karimi")

    service.save_person(found.id, service.PersonChanges("نام دیگر", "clerk", True, set()), "test")
    assert inside(clerk)
    service.save_person(found.id, service.PersonChanges("نام دیگر", "supervisor", True, set()), "test")
    assert not inside(clerk)


def test_signing_in_keeps_nothing_of_the_session_before(client):
    client.get("/sign-in")  # brings a token against forged forms

    client.post("/sign-in", data={"name": "karimi", "password": PASSWORD})

    with client.session_transaction() as kept:
        assert set(kept) == {"person", "epoch", "began", "seen", "key"}


def test_a_changed_cookie_is_no_session(enter):
    clerk = enter("karimi")
    value = clerk.get_cookie("deskq_session").value

    clerk.set_cookie("deskq_session", value[:-2] + ("AA" if not value.endswith("AA") else "BB"))

    assert not inside(clerk)


@pytest.mark.parametrize(("public", "secure"), [("http://localhost", False), ("https://desk.example", True)])
def test_the_cookies_are_kept_from_scripts_other_sites_and_open_lines(make_app, public, secure):
    made = config.load({"DESKQ_PUBLIC_URL": public, "DESKQ_SECRET_KEY": "0a1b2c3d4e5f67899876f5e4d3c2b1a0"})
    app = make_app(SESSION_COOKIE_SECURE=made["SESSION_COOKIE_SECURE"], PUBLIC_URL=public)
    answers = [
        Browser(app, app.response_class).post("/sign-in", data={"name": "karimi", "password": PASSWORD}),
        Browser(app, app.response_class).post("/devices/pairing/lobby"),
    ]

    for answer in answers:
        cookies = [cookie.split("; ") for cookie in answer.headers.getlist("Set-Cookie")]
        assert cookies
        for _, *flags in cookies:
            assert {"HttpOnly", "SameSite=Lax"} <= set(flags)
            assert ("Secure" in flags) is secure


def test_a_session_of_a_clock_that_was_ahead_is_over_when_it_is_set_right(enter, later):
    later(hours=5)
    clerk = enter("karimi")
    assert inside(clerk)

    later(hours=-5)

    assert not inside(clerk)


@pytest.mark.parametrize("kept", [{"began": "x"}, {"seen": None}, {"began": 1e300}, {"began": float("nan")}])
def test_a_session_that_is_not_of_our_form_is_none(app, client, person, kept):
    found = person("karimi")
    with client.session_transaction() as session:
        moment = clock.now().timestamp()
        session.update({"person": found.id, "epoch": found.epoch, "began": moment, "seen": moment, "key": "k", **kept})

    assert not inside(client)
