"""Fixtures for tests of commission sessions."""

from datetime import timedelta

import pytest

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
