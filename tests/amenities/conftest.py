"""Fixtures of amenities: people who make the round, objects of the demo hall, both databases for commands."""

import pytest
from sqlalchemy import select

from deskq.amenities.models import Amenity, AmenityCheck, AmenityFault, AmenityReport
from deskq.amenities.queries import faults, objects
from deskq.amenities.service import objects as list_service
from deskq.amenities.service.checks import Checker
from deskq.core import actors
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from tests.tools.admin_pages import admin, browser, client, look, page, row, send, supervisor
from tests.tools.browsers import limited

__all__ = ["admin", "browser", "client", "limited", "look", "page", "row", "send", "supervisor"]


@pytest.fixture
def checker(office):
    """``checker("supervisor")``: who makes the round, by sign-in name."""

    def find(name: str = "supervisor") -> Checker:
        person = staff_queries.person_by_name(db.session(), name)
        return Checker(office, actors.person(person.id), person.id)

    return find


@pytest.fixture
def amenity(office):
    """``amenity("water")``: the first object of this kind, as it is now."""

    def find(kind: str) -> Amenity:
        db.session.remove()
        wanted = select(Amenity).filter_by(office_id=office, kind=kind).order_by(Amenity.id)
        return db.session.scalars(wanted).first()

    return find


@pytest.fixture
def fault(amenity):
    """``fault("water")``: the newest fault of that object, as it is now; None without one."""

    def find(kind: str) -> AmenityFault | None:
        one = amenity(kind)
        found = faults.last_fault(db.session(), one, objects.settings(db.session(), one.office_id))
        return found.row if found is not None else None

    return find


@pytest.fixture
def name_checker(office):
    """``name_checker("rahimi")``: a supervisor names this colleague for the round."""

    def name(*names: str) -> None:
        people = [staff_queries.person_by_name(db.session(), one).id for one in names]
        list_service.save_checkers(office, "test", people)
        db.session.remove()

    return name


@pytest.fixture
def no_list(office):
    """The office before anybody made the list: as one that is new."""
    for model in (AmenityCheck, AmenityReport, AmenityFault, Amenity):
        db.session.query(model).delete()
    db.session.commit()
