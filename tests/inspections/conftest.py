"""Fixtures for tests of inspections: applications that have reached their inspection, with their places."""

from datetime import date

import pytest

from deskq.applications.models import Application
from deskq.applications.service.edit import Action
from deskq.core import clock
from deskq.core.extensions import db
from deskq.inspections.service import places, tours
from deskq.inspections.service.tours import Planner
from tests.applications.conftest import action, now_of, opened, person_id, stage_states
from tests.tools.browsers import browser, client, limited, look

__all__ = ["action", "browser", "client", "limited", "look", "now_of", "opened", "person_id", "stage_states"]

TODAY = "1405/09/03"


def today() -> date:
    return clock.now().astimezone(clock.zone()).date()


@pytest.fixture
def planner(office: int):
    """``planner("planner")``: that person plans."""
    return lambda name="planner": Planner(office, f"person:{person_id(name)}", person_id(name))


@pytest.fixture
def placed(opened, action):
    """``placed(36.10, 52.20)``: a building permit that waits for its inspection at this place."""

    def at(lat: float | None = None, lon: float | None = None, address: str = "خیابان بهار، پلاک ۴") -> Application:
        made = opened(parcel_code=f"1-{len(address)}-{db.session().query(Application).count() + 1}")
        point = (round(lat * 1e6), round(lon * 1e6)) if lat is not None and lon is not None else None
        places.set_place(action("planner", made), address, None, point)
        return made

    return at


@pytest.fixture
def toured(placed, planner, app):
    """``toured(3)``: the ids of a tour of today, and of its applications."""

    def of(count: int = 1) -> tuple[int, list[int]]:
        made = [placed(36.1 + number / 1000, 52.2).id for number in range(count)]
        tour = tours.plan(planner(), person_id("planner"), today(), [(one, "inspection") for one in made])
        return tour.id, made

    return of


def act(name: str, application_id: int, office: int) -> Action:
    return Action(office, f"person:{person_id(name)}", person_id(name), application_id)
