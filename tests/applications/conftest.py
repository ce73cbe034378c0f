"""Fixtures for tests of applications."""

import re

import pytest

from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.service import endings, stages
from deskq.applications.service.edit import Action
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from tests.load import postgres
from tests.sms.conftest import gateway, work
from tests.tools.browsers import browser, client, limited, look
from tests.tools.shared_app import replace_database

__all__ = ["action", "browser", "client", "gateway", "limited", "look", "now_of", "opened", "stage_states", "work"]

#: What a building permit of an owner needs.
DOCUMENTS = frozenset({"deed", "identity", "levy"})
#: What a digging permit needs.
DIGGING = frozenset({"utility_letter", "dig_plan", "identity"})
#: A test that runs on either database.
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def database_url(request, seeded_file, shared_file):
    if getattr(request, "param", "sqlite") == "sqlite":
        replace_database(shared_file, seeded_file)
        yield f"sqlite:///{shared_file}"
        return
    with postgres.database(copy_of=request.getfixturevalue("seeded_postgres")) as url:
        yield url


def person_id(name: str) -> int:
    person = staff_queries.person_by_name(db.session(), name)
    assert person is not None
    return person.id


@pytest.fixture
def opened(office: int):
    """``opened("building_permit")`` opens one at the desk by karimi, all documents handed in; its row comes back."""
    made: list[int] = []

    def open_(sheet: str = "building_permit", **given: object) -> Application:
        made.append(len(made))
        clerk = person_id("karimi")
        wanted = {"name": "کاظم یوسفی", "phone": "09121234567", "received": DOCUMENTS, **given}
        return create.open_application(
            office, f"person:{clerk}", clerk, NewApplication(sheet, **wanted), f"test {len(made)}"
        )

    return open_


@pytest.fixture
def action():
    """``action("planner", application)``: an action of that person, without having loaded the page."""

    def as_person(name: str, application: Application, turn: int | None = None) -> Action:
        found = person_id(name)
        return Action(application.office_id, f"person:{found}", found, application.id, turn)

    return as_person


@pytest.fixture
def now_of(look):
    """``now_of(application)``: its row as it is now."""
    return lambda application_id: look().get(Application, application_id)


@pytest.fixture
def stage_states(look):
    """``stage_states(id)``: {stage: state} as they are now."""
    return lambda application_id: {row.code: row.state for row in queries.stages(look(), application_id)}


@pytest.fixture
def visited(opened, action):
    """``visited()``: a digging permit whose joint visit is done, for which a bill can be issued."""

    def make(**given: object) -> Application:
        made = opened("dig_permit", received=DIGGING, **given)
        stages.complete(action("civil", made), "joint_visit")
        return made

    return make


@pytest.fixture
def opened_and_refused(opened, action):
    """``opened_and_refused()``: a building permit that its planner refused."""

    def make(**given: object) -> Application:
        made = opened(**given)
        endings.refuse(action("planner", made), "کاربری فضای سبز است.")
        return made

    return make


@pytest.fixture
def told(gateway, work):
    """``told()``: what was texted since it was asked last."""

    def since() -> list[str]:
        work()
        said = list(gateway.texts)
        gateway.taken.clear()
        return said

    return since


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def read(client):
    """``read(address)``: the words of a page."""
    return lambda address: words_of(client.get(address).text)
