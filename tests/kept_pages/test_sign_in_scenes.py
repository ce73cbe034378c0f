"""Signing in, two-step sign-in, the own account, leave, and what the staff see when something is refused."""

import pyotp
import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.staff.rules import FREE_OF_STRANGERS
from deskq.staff.second_factor import service as second_factor
from deskq.staff.sign_in_locks import CONSOLE
from tests.conftest import PASSWORD
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.kept_pages.scene import Scene

SECRET, OTHER_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
FACTOR = "/account/second-factor"


def code(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=steps)


def test_wrong_passwords(scene):
    office = scene("wrong-passwords")
    office.look("nobody", "/sign-in?next=/manage/people")
    office.send("nobody", "/sign-in", name="", password="")
    for _ in range(7):
        office.send("nobody", "/sign-in", name="karimi", password="wrong", next="/counters")
    for _ in range(3):
        office.send("nobody", "/sign-in", name="nobody at all", password="wrong")
        office.send("nobody", "/sign-in", name="taheri", password="wrong")
    karimi = prepare.person("karimi")
    prepare.change(Person, prepare.person("alipour"), failures=FREE_OF_STRANGERS)
    office.look("admin", "/manage/sign-ins", "/manage/people", f"/manage/people/{karimi}")
    office.look("supervisor", "/manage/sign-ins")
    office.send("supervisor", f"/manage/sign-ins/{karimi}/unlocking")
    prepare.change(Person, prepare.person("rahimi"), active=False)
    office.look("admin", "/manage/people")
    office.look("supervisor", "/manage/training")

    check("wrong-passwords", office.pages)


def test_two_steps(scene):
    office = scene("two-steps")
    office.look("karimi", FACTOR, "/account")
    office.send("karimi", f"{FACTOR}/beginning", password="wrong")
    office.send("karimi", f"{FACTOR}/confirmation", code="123456")
    office.send("karimi", f"{FACTOR}/removal", code="123456")
    _, codes = second_factor.confirm(prepare.person("taheri"), SECRET, code(SECRET))
    second_factor.require_of(prepare.office(), ["supervisor"], "test")
    prepare.later(minutes=1)
    office.send("nobody", "/sign-in", name="taheri", password=PASSWORD, next="/account")
    office.send("nobody", "/sign-in/code", code="")
    office.send("nobody", "/sign-in/code", code="000000")
    office.send("nobody", "/sign-in/code", code=code(SECRET))
    office.look("nobody", FACTOR, "/account")
    office.send("nobody", f"{FACTOR}/recovery-codes", code="000000")
    office.send("nobody", f"{FACTOR}/removal", code="000000")
    taheri = prepare.person("taheri")
    office.look("admin", f"/manage/people/{taheri}", "/manage/second-factor")
    for used in codes[:8]:
        prepare.later(seconds=40)
        person = staff_queries.person(db.session(), taheri)
        second_factor.with_code(person, used, CONSOLE, lambda tx, found: None)
        office.look("nobody", FACTOR)
    office.look("admin", f"/manage/people/{taheri}")

    check("two-steps", office.pages)


def test_a_second_step_that_must_be_set_up(scene):
    office = scene("must-set-up")
    second_factor.require_of(prepare.office(), ["supervisor", "clerk"], "test")
    office.send("nobody", "/sign-in", name="supervisor", password=PASSWORD)
    office.send("nobody", "/sign-in/set-up", code="000000")
    second_factor.confirm(prepare.person("karimi"), SECRET, code(SECRET))
    prepare.later(minutes=1)
    office.look("admin", "/manage/second-factor", "/manage/people")
    office.send("admin", "/manage/second-factor", clerk="1")

    check("must-set-up", office.pages)


def test_the_own_account(scene):
    office = scene("own-account")
    office.send("karimi", "/account/password", old="wrong", new="x", again="y")
    office.send("karimi", "/account/password", old=PASSWORD, new="a new password 43", again="a new password 43")
    office.send("civil", "/account/leave", first_day="", last_day="", substitute_id="")
    office.send("civil", "/account/leave", first_day="1405/09/20", last_day="1405/09/10", substitute_id="1")
    office.look("karimi", "/account/appeals")
    office.send("karimi", "/account/appeals", day="", code="", why="")

    check("own-account", office.pages)


@pytest.mark.parametrize("address", ["/nothing", "/manage/people", "/sms/in/unknown"])
def test_what_is_not_there_or_not_allowed(scene, address):
    name = f"refused{address.replace('/', '-')}"
    office = scene(name)
    for who in ("nobody", "karimi", "kiosk"):
        office.look(who, address)
        office.around(who, address)

    check(name, office.pages)


def test_too_often(limited):
    office = Scene("too-often", lambda who: limited)
    for _ in range(150):
        limited.get("/r/unknown/questions?lang=en")
        limited.post("/r/unknown?lang=en", data={"score": "1"})
    office.look("nobody", "/r/unknown/questions")
    office.send("nobody", "/r/unknown", score="1")

    check("too-often", office.pages)
