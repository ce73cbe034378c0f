"""Whoever begins at the same moment comes to one practice hall, on SQLite and on PostgreSQL."""

import pytest

from deskq.core.extensions import db
from deskq.office.models import Office, Service
from deskq.practice import beginning, queries
from deskq.practice.beginning import Asking
from deskq.queue.models import Ticket
from deskq.staff import queries as staff_queries
from tests.load import postgres


@pytest.fixture
def asking(office):
    def of(name: str) -> Asking:
        person = staff_queries.person_by_name(db.session(), name)
        return Asking(person.id, person.office_id, person.login_id, person.role, person.names)

    return of


def two_presses_and_two_people(together, asking) -> None:
    who = [asking(name) for name in ("karimi", "karimi", "taheri")]
    db.session.remove()

    assert together(*(lambda one=one: beginning.begin(one) for one in who)) == [None] * 3

    session = db.session()
    hall = session.query(Office).filter(Office.practice_of.is_not(None)).one()
    codes = [code for (code,) in session.query(Service.code).filter(Service.office_id == hall.id)]
    assert len(set(codes)) == len(codes) > 10
    assert len(queries.runs(session, hall.id)) == 2
    assert session.query(Ticket).filter(Ticket.office_id == hall.id).count() <= 24


def test_two_presses_and_two_people_at_once(together, asking):
    two_presses_and_two_people(together, asking)


@pytest.mark.postgres
class TestPostgres:
    @pytest.fixture
    def database_url(self, instance, seeded_postgres):
        with postgres.database(seeded_postgres) as url:
            yield url

    def test_two_presses_and_two_people_at_once(self, together, asking):
        two_presses_and_two_people(together, asking)
