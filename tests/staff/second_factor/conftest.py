"""Fixtures of two-step sign-in: a phone with an authenticator app, and people who have set one up."""

import re

import pyotp
import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.staff.second_factor import queries, service
from tests.conftest import PASSWORD
from tests.staff.conftest import browser, client, enter, limited, look, person

__all__ = ["browser", "client", "enter", "limited", "look", "person"]


class Phone:
    """An authenticator app; ``code(steps=1)`` is what it shows while its clock is 30 seconds ahead."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, steps: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(clock.now(), counter_offset=steps)


@pytest.fixture
def phone(app, person, later):
    """``phone("karimi")`` sets two-step sign-in up for that person, a minute ago, and returns their phone with the
    recovery codes in ``codes``."""

    def give(name: str = "karimi") -> Phone:
        made = Phone(pyotp.random_base32())
        _, made.codes = service.confirm(person(name).id, made.secret, made.code())
        later(minutes=1)
        return made

    return give


@pytest.fixture
def factor(app, person):
    """``factor("karimi")`` is the stored row, or None."""
    return lambda name="karimi": queries.factor(db.session(), person(name).id)


def password(browser, name="karimi", password=PASSWORD, at="127.0.0.1", **more):
    where = {"REMOTE_ADDR": at}
    return browser.post("/sign-in", data={"name": name, "password": password, **more}, environ_base=where)


def code(browser, typed, at="127.0.0.1"):
    return browser.post("/sign-in/code", data={"code": typed}, environ_base={"REMOTE_ADDR": at})


def with_code(browser, app, name="karimi"):
    """Signed in with both steps."""
    password(browser, name)
    assert code(browser, app.code()).status_code == 303
    return browser


def secret_of(page: str) -> str:
    """The secret that a set-up page shows to be typed."""
    return re.search(r'factor-groups" dir="ltr">([A-Z2-7 ]+)<', page)[1].replace(" ", "")


def recovery_codes_of(page: str) -> list[str]:
    """As the person types them."""
    ascii_digits = page.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    return [one.replace(" ", "") for one in re.findall(r"<li><bdi>([\d ]+)</bdi></li>", ascii_digits)]


def kinds(office) -> list[str]:
    """Of every entry of the journal."""
    db.session.remove()
    return [entry.kind for entry in journal.after_sequence(db.session(), office, 0, 10_000)]
