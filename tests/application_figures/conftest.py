"""An office in either database with a real calendar: Saturday to Wednesday, with holidays."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from deskq.application_opening.service import create
from deskq.application_opening.service.new_application import NewApplication
from deskq.applications.models import Application
from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo.applications import Town
from deskq.office.events import OfficeChanged
from deskq.office.models import Opening, SpecialDay
from deskq.service_sheets.catalogue.content import contents
from tests.applications.conftest import action, opened, person_id
from tests.applications.test_journal import ALL, DOCUMENTS, random_act
from tests.conftest import MORNING
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.tools.browsers import browser, client, look

__all__ = ["action", "browser", "client", "look", "opened"]
#: {weekday from Saturday: minute of the closing}.
HOURS = {0: 855, 1: 855, 2: 855, 3: 855, 4: 720}
CLOSED = {MORNING.date() + timedelta(days=days) for days in (3, 4, 8, 20, 33, 34)}
#: Few services, so that groups have several applications.
SHEETS = ("building_permit", "notary_clearance", "dig_permit")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def anywhere(request) -> int:
    """The office in each of the two databases."""
    return request.getfixturevalue("office" if request.param == "sqlite" else "postgres_office")


@pytest.fixture
def weekdays(anywhere) -> int:
    keep_hours(anywhere)
    return anywhere


def keep_hours(office: int) -> None:
    with transaction(office, "test") as tx:
        for table in (Opening, SpecialDay):
            for row in tx.session.scalars(select(table).where(table.office_id == office)).all():
                tx.session.delete(row)
        tx.session.flush()
        for name, closes in HOURS.items():
            tx.session.add(
                Opening(office_id=office, valid_from=date(2020, 1, 1), valid_until=date(2999, 12, 31), weekday=name,
                        opens=420, closes=closes)
            )  # fmt: skip
        for day in CLOSED:
            tx.session.add(SpecialDay(office_id=office, day=day, reason_fa="تعطیل"))
        tx.config_changed()
        tx.record(OfficeChanged("opening", 1))


def live_through(office: int, action, seed: int, count: int = 8, steps: int = 220) -> list[int]:
    """Random applications and what anybody may do with them; returns their ids."""
    rng = random.Random(seed)
    town, made = Town(office, rng), []
    clerk = person_id("karimi")
    for step in range(steps):
        clock.fix(MORNING + timedelta(hours=7 * step, minutes=rng.randrange(60)))
        if len(made) < count and (step % 12 == 0 or not made):
            typed = NewApplication(
                rng.choice(SHEETS), name="کاظم یوسفی", phone="09121234567",
                received=rng.choice((DOCUMENTS, ALL, ALL)),
            )  # fmt: skip
            made.append(create.open_application(office, f"person:{clerk}", clerk, typed, f"random {seed} {step}").id)
        db.session.remove()
        if rng.random() < 0.5:
            town.made[0] = rng.choice(made)
            goes_on(town)
        else:
            random_act(rng, db.session().get_one(Application, rng.choice(made)), action)
    db.session.remove()
    return made


def goes_on(town: Town) -> None:
    """The first present stage is done by the person who may do it."""
    try:
        town.go_on(0)
    except DomainError:
        db.session.rollback()


assert set(SHEETS) <= set(contents())
