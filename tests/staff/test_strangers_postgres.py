"""Locks by name and place, and the migration of their tables, on PostgreSQL."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from deskq.core.extensions import db
from deskq.staff import queries, rules, service, sign_in_service
from deskq.staff.sign_in_locks import Place
from tests.conftest import PASSWORD
from tests.core.journal.conftest import postgres_office

__all__ = ["postgres_office"]
pytestmark = pytest.mark.postgres
DESK = "d" * 64
TABLES = {"sign_in_failure", "known_browser", "message_sender_check", "message_sender_browser"}


def test_strangers_lock_their_places_and_never_a_known_browser(postgres_office):
    sign_in_service.sign_in("karimi", PASSWORD, Place("10.0.0.1"), DESK)
    for number in range(rules.FREE_OF_STRANGERS + 1):
        with pytest.raises(rules.WrongSignIn):
            sign_in_service.sign_in("karimi", "wrong", Place(f"203.0.113.{number}"))

    with pytest.raises(rules.LockedOut):
        sign_in_service.sign_in("karimi", PASSWORD, Place("198.51.100.1"))
    assert (
        sign_in_service.sign_in("karimi", PASSWORD, Place("198.51.100.1", DESK), DESK).person.sign_in_name == "karimi"
    )
    service.unlock(queries.person_by_name(db.session(), "karimi").id, "test")
    assert sign_in_service.sign_in("karimi", PASSWORD, Place("198.51.100.1")).person.sign_in_name == "karimi"


def test_the_tables_go_and_come_with_the_migration(postgres_office):
    db.session.remove()

    downgrade(revision="0029")
    assert not TABLES & set(inspect(db.engine).get_table_names())
    upgrade()

    assert set(inspect(db.engine).get_table_names()) >= TABLES
