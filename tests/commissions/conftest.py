"""Fixtures for tests of commission sessions."""

from datetime import timedelta

import pytest

from deskq.applications.models import Application
from deskq.applications.queries import application as applications
from deskq.applications.service import stages
from deskq.commissions.service import sessions
from deskq.commissions.service.sessions import Secretary
from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff.models import Person
from deskq.units import queries as unit_queries
from tests.applications.conftest import action, database_url, now_of, opened, person_id, stage_states
from tests.tools.browsers import browser, client, limited, look

__all__ = ["action", "browser", "client", "database_url", "limited", "look", "now_of"]
__all__ += ["opened", "person_id", "stage_states"]


@pytest.fixture
def secretary(office: int) -> Secretary:
    """The expert "civil" works in the secretariat of the commission of article 100 here."""
    person = db.session().get_one(Person, person_id("planner"))
    person.unit_id = next(one.id for one in unit_queries.units(db.session(), office) if one.code == "art100")
    db.session().commit()
    return Secretary(office, f"person:{person.id}", person.id)


@pytest.fixture
def case(opened, action, secretary):
    """``case()``: the id of a case of article 100 that has been referred and waits for the defence."""

    def referred() -> int:
        made = opened("art100", received=frozenset({"inspector_report", "identity"}), parcel_code="")
        stages.complete(action("planner", made), "referral")
        return made.id

    return referred


@pytest.fixture
def session(secretary):
    """A session this afternoon."""
    starts = clock.now() + timedelta(hours=3)
    return sessions.create_session(secretary, "art100", starts, "سالن جلسات", "رئیس\nنمایندهٔ شورا").id


@pytest.fixture
def planned(secretary):
    """A session in five days, at ten."""
    starts = (clock.now() + timedelta(days=5)).replace(microsecond=0)
    return sessions.create_session(secretary, "art100", starts, "سالن جلسات", "رئیس")


@pytest.fixture
def begin_stage(secretary):
    """``begin_stage(id, "art100")``: the application has come to that stage, of which the unit of the secretary is."""

    def begin(application_id: int, stage: str) -> None:
        rows = applications.stages(db.session(), application_id)
        here = next(row for row in rows if row.code == stage)
        for row in rows:
            row.state = "here" if row is here else "done" if row.position < here.position else "to_come"
        db.session.get(Application, application_id).state = "open"
        db.session.get(Person, secretary.person_id).unit_id = here.unit_id
        db.session.commit()

    return begin
