"""The ways to the forms of two-step sign-in."""

import pyotp

from deskq.core import clock
from deskq.staff import service as staff_service
from deskq.staff.second_factor import service
from tests.conftest import PASSWORD
from tests.security.form_ways import Caller, Way
from tests.security.hostile_office import Town
from tests.tools.browsers import Browser

HERE = "/account/second-factor"


def _person(caller: Caller, name: str, secret: str = "") -> tuple[int, Browser]:
    """Somebody who has entered their password, in a browser of their own."""
    person = staff_service.create_person(1, staff_service.NewPerson(name, "کسی", "executive", PASSWORD), "test").id
    if secret:
        service.confirm(person, secret, pyotp.TOTP(secret).at(clock.now()))
    browser = caller("nobody")
    assert browser.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
    return person, browser


def _needed(caller: Caller, town: Town) -> Way:
    service.require_of(1, ["executive"], "test")
    _, browser = _person(caller, "without")
    page = browser.get("/sign-in/set-up")
    service.require_of(1, [], "test")
    return "executive", browser, [page]


def _begun(caller: Caller, town: Town) -> Way:
    _, browser = _person(caller, "begins")
    off = browser.get(HERE)
    browser.post(f"{HERE}/beginning", data={"password": PASSWORD})
    return "executive", browser, [off, browser.get(HERE)]


def _asked(caller: Caller, town: Town) -> Way:
    _, browser = _person(caller, "asked", pyotp.random_base32())
    return "executive", browser, [browser.get("/sign-in/code")]


def _has_it(caller: Caller, town: Town) -> Way:
    secret = pyotp.random_base32()
    _, browser = _person(caller, "has-it", secret)
    browser.post("/sign-in/code", data={"code": pyotp.TOTP(secret).at(clock.now(), counter_offset=1)})
    return "executive", browser, [browser.get(HERE)]


def _reset(caller: Caller, town: Town) -> Way:
    person, _ = _person(caller, "lost", pyotp.random_base32())
    admin = caller("admin")
    return "admin", admin, [admin.get(f"/manage/people/{person}")]


SECOND_FACTOR = (_needed, _begun, _asked, _has_it, _reset)
