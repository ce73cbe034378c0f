"""Plain phone numbers are encrypted by the migration, still found, and nowhere in the bytes of the database."""

import sqlite3
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from deskq import create_app
from deskq.appointments import queries as appointment_queries
from deskq.appointments.models import Appointment, phone_index
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.extensions import db
from deskq.message_settings import models  # noqa: F401 (all tables exist)
from deskq.messages import models as messages_models  # noqa: F401 (all tables exist)
from deskq.office.models import Service
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.sms import queries, service
from deskq.sms.models import VisitorPhone, number_index
from deskq.sms_inbound import models as sms_inbound_models  # noqa: F401  (all tables there are)
from tests.conftest import settings
from tests.core.journal.conftest import postgres_office
from tests.tools.disk_files import bytes_of

__all__ = ["postgres_office"]

NUMBER = "+989123456789"
BEFORE = "0021"
PLAIN = "SELECT phone FROM appointment UNION ALL SELECT number FROM visitor_phone"


def leave(office: int) -> int:
    """A number with a token, and one with an appointment."""
    ticket = issue(office, "test", NewTicket("info_desk", "a secret"))
    service.store_number(office, "test", ticket.id, NUMBER)
    at = clock.now() + timedelta(days=1)
    names = {"code": "123456", "token_hash": "t", "request_key": "r", "state": "booked", "language": "fa"}
    times = {"day": 14050904, "starts_at": at, "ends_at": at + timedelta(minutes=15), "seat": 0, "booked_at": at}
    service_id = db.session().query(Service.id).limit(1).scalar()
    db.session().add(Appointment(office_id=office, service_id=service_id, moves=0, phone=NUMBER, **names, **times))
    db.session().commit()
    return ticket.id


def plain() -> list[str]:
    return list(db.session().scalars(text(PLAIN)))


def up_and_down(office: int) -> None:
    ticket = leave(office)
    db.session.remove()

    downgrade(revision=BEFORE)
    assert plain() == [NUMBER] * 2
    db.session.remove()
    upgrade()

    assert all(sealed.startswith("s1.") for sealed in plain())
    session = db.session()
    assert queries.number_of(session, ticket) == NUMBER
    assert session.query(VisitorPhone).filter_by(number_index=number_index(NUMBER)).count() == 1
    assert appointment_queries.services_of(session, office, phone_index(NUMBER), None) != []
    assert session.query(Appointment).one().phone == NUMBER
    with db.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata)
    assert [change for change in found if "message_words" not in str(change)] == []


def test_rows_that_are_there_are_sealed_can_be_taken_back_and_leave_nothing_in_the_bytes(office, database_url):
    up_and_down(office)
    db.session.remove()

    on_disk = bytes_of(database_url)

    assert not any(spelling.encode() in on_disk for spelling in (NUMBER, NUMBER[3:], "0" + NUMBER[3:]))


def test_it_is_the_same_on_postgresql(postgres_office):
    up_and_down(postgres_office)


def test_without_the_key_a_number_is_as_good_as_none_and_nothing_is_taken_back_or_lost(office):
    ticket = leave(office)
    db.session.remove()
    field_encryption.use_keys("another key that opens none of it 1234", "a blind key of the same length 5678")

    assert queries.number_of(db.session(), ticket) is None
    db.session.remove()
    with pytest.raises(field_encryption.KeyMissing):
        downgrade(revision=BEFORE)

    db.session.remove()
    assert all(sealed.startswith("s1.") for sealed in plain())


@pytest.mark.parametrize(("table", "name"), [("appointment", "phone_index"), ("visitor_phone", "number_index")])
def test_a_number_is_looked_up_by_an_index(app, table, name):
    asked = text(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE office_id = 1 AND {name} = 'x'")

    plan = db.session().execute(asked).one()[-1]

    assert f"(office_id=? AND {name}=?)" in plan


@pytest.mark.parametrize(("version", "told"), [((3, 40, 1), []), (sqlite3.sqlite_version_info, [1])])
def test_an_older_sqlite_is_migrated_too_and_only_its_index_of_words_forgets_later(
    tmp_path, monkeypatch, version, told
):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    with create_app(settings(f"sqlite:///{tmp_path / 'new.sqlite'}")).app_context():
        upgrade()
        wanted = text("SELECT v FROM message_words_config WHERE k = 'secure-delete'")
        found = list(db.session().scalars(wanted))
        db.session.remove()
        db.engine.dispose()

    assert found == told
