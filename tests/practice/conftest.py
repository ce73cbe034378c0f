"""People of the demo office who practise in its practice hall."""

from dataclasses import dataclass

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.practice import queries
from tests.conftest import PASSWORD
from tests.tools.browsers import Browser, browser

__all__ = ["browser"]
ROOT = "/o/main-practice"


@dataclass
class Practises:
    """A browser whose person practises. ``page``: where they were led to."""

    browser: Browser
    page: str

    def get(self, path: str, **more):
        return self.browser.get(f"{ROOT}{path}", **more)

    def post(self, path: str, **fields):
        return self.browser.post(f"{ROOT}{path}", data=fields)


@pytest.fixture
def signed_in(browser):
    """``signed_in("karimi")``: a browser in which this person has signed in."""

    def enter(name: str, root: str = "") -> Browser:
        made = browser()
        answer = made.post(f"{root}/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return made

    return enter


@pytest.fixture
def practises(signed_in):
    """``practises("karimi")``: they signed in and began to practise; ``root``: the address of the real office."""

    def begin(name: str, root: str = "") -> Practises:
        made = signed_in(name, root)
        answer = made.post(f"{root}/practice")
        assert answer.status_code == 303, answer.text
        return Practises(made, answer.location)

    return begin


@pytest.fixture
def hall(office):
    """The id of the practice hall, once there is one; the database is read as it is now."""

    def find() -> int:
        db.session.remove()
        found = queries.hall_of(db.session(), office)
        assert found is not None
        return found.id

    return find


@pytest.fixture
def entries(app):
    """The journal of an office."""

    def read(office_id: int) -> list[journal.Entry]:
        db.session.remove()
        return list(journal.walk(db.session(), office_id))

    return read


@pytest.fixture
def act(app):
    """``act(practising, "calls")``: press a button of their counter, as their page shows it now."""

    def press(who: Practises, verb: str, **fields):
        number = int(who.page.rpartition("/")[2])
        db.session.remove()
        hall = office_queries.office_by_slug(db.session(), "main-practice")
        counter = office_queries.counter_by_number(db.session(), hall.id, number)
        return who.post(f"/counters/{number}/{verb}", turn=str(counter.turn), **fields)

    return press
