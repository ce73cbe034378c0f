"""Fixtures for tests of a person's work: messages and applications that wait for somebody, and their list as read."""

import html
import re
from datetime import timedelta
from typing import NamedTuple

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff import queries
from deskq.staff.models import Leave
from deskq.work import numbers, sources
from tests.applications.conftest import database_url, opened, person_id
from tests.conftest import PASSWORD
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "database_url", "limited", "look", "opened"]


class Row(NamedTuple):
    """One row of the page."""

    title: str
    step: str
    address: str
    text: str


@pytest.fixture
def enter(browser):
    """``enter("planner")``: a new browser in which that person is signed in; ``.landed`` is where they came to."""

    def signed_in(name: str):
        made = browser()
        answer = made.post("/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303
        made.landed = answer.location
        return made

    return signed_in


@pytest.fixture
def work_of(enter):
    """``work_of("planner")``: the rows of their page, in English."""

    def read(name: str, query: str = "") -> list[Row]:
        page = enter(name).get(f"/work?lang=en{query}").text
        return [_row(one) for one in page.split('<li class="work-row"')[1:]]

    return read


@pytest.fixture
def tasks_of(app, office):
    """``tasks_of("planner")``: their tasks by page of the part, and the numbers of the menu."""

    def read(name: str):
        person = queries.person_by_name(db.session(), name)
        who = numbers.worker(office, person.id, person.role)
        with app.test_request_context("/work?lang=en"):
            own = {one.page: list(one.tasks(db.session(), who, 60)) for one in sources.of_role(who.role)}
            return own, numbers.count(who)

    return read


@pytest.fixture
def on_leave(office):
    """``on_leave("civil", "city")``: civil is away today, and city stands in."""

    def away(name: str, substitute: str) -> None:
        today = clock.today()
        row = Leave(
            office_id=office, person_id=person_id(name), substitute_id=person_id(substitute), first_day=today,
            last_day=today + timedelta(days=2),
        )  # fmt: skip
        db.session().add(row)
        db.session().commit()

    return away


def _row(markup: str) -> Row:
    markup = markup.partition("</li>")[0]
    title = re.search(r'<h2 class="work-title"><a href="([^"]*)">(.*?)</a>', markup, re.DOTALL)
    step = re.search(r'<p class="work-step">(.*?)</p>', markup, re.DOTALL)
    assert title is not None
    assert step is not None
    return Row(_text(title[2]), _text(step[1]), html.unescape(title[1]).partition("?lang")[0], _text(markup))


def _text(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()
