"""How often the pages ask the database: with PostgreSQL each statement is a way there and back."""

import pytest
from sqlalchemy import event

from deskq.applications.service import stages
from deskq.core.extensions import db


@pytest.fixture
def asked():
    """What was sent to the database since."""
    found: list[str] = []
    listen = (db.engine, "before_cursor_execute", lambda *given: found.append(given[2]))
    event.listen(*listen)
    yield found
    event.remove(*listen)


@pytest.mark.parametrize(("who", "most"), [("supervisor", 20), ("planner", 22)])
def test_the_page_of_an_application_asks_for_each_thing_once(opened, action, sign_in, client, asked, who, most):
    made = opened()
    for stage in ("inspection", "report", "zoning"):
        stages.complete(action("planner", made), stage)
    address = f"/applications/{made.id}"
    sign_in(who)
    client.get(address)
    asked.clear()

    assert client.get(address).status_code == 200

    assert len(asked) <= most, "\n".join(asked)
    assert sum("FROM unit " in one for one in asked) == 1
    assert sum("FROM application_step" in one for one in asked) == 1
    assert sum("FROM application_document" in one for one in asked) == 1


def test_the_tracking_page_too(opened, client, asked):
    address = f"/track/{opened().code}"
    client.get(address)
    asked.clear()

    assert client.get(address).status_code == 200

    assert len(asked) <= 15, "\n".join(asked)
