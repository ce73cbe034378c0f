"""Fixtures for tests of staff: sign-in by the form, and rows of people."""

from contextlib import contextmanager

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.staff import queries
from tests.conftest import PASSWORD
from tests.tools.admin_pages import admin, page, row, send
from tests.tools.browsers import browser, client, limited, look

__all__ = ["admin", "browser", "client", "limited", "look", "page", "row", "send"]


@pytest.fixture
def enter(browser):
    """``enter("karimi")`` is a new browser in which that person signed in by the form."""

    def open_session(name: str, password: str = PASSWORD):
        made = browser()
        answer = made.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return made

    return open_session


@pytest.fixture
def person(app):
    """``person("karimi")`` is the row as it is now."""

    def find(name: str):
        db.session.remove()
        return queries.person_by_name(db.session(), name)

    return find


def inside(browser) -> bool:
    """Whether this browser is signed in."""
    return browser.get("/account").status_code == 200


@contextmanager
def refused(*fields: str):
    """Refused for the sake of these fields alone."""
    with pytest.raises(InvalidInput) as refusal:
        yield
    assert set(refusal.value.fields) == set(fields)
