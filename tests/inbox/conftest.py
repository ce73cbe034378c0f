"""Fixtures for tests of the inbox."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from deskq.staff.models import Leave
from tests.tools.browsers import browser, client, inside, limited, look

__all__ = ["browser", "client", "inside", "limited", "look"]


@pytest.fixture
def on_leave(office):
    """``on_leave("city", "civil")``: city is away today, civil stands in."""

    def away(name: str, substitute: str) -> None:
        session, today = db.session(), clock.now().astimezone(clock.zone()).date()
        people = [staff_queries.person_by_name(session, one).id for one in (name, substitute)]
        session.add(
            Leave(office_id=office, person_id=people[0], substitute_id=people[1], first_day=today, last_day=today)
        )
        session.commit()

    return away
