"""What the pages of the list have in common: permission, blueprint, choices of their fields."""

from flask import Blueprint

from deskq.access import identity, permissions
from deskq.amenities import team
from deskq.amenities.queries import objects
from deskq.amenities.rules.kinds import KINDS
from deskq.core.extensions import db
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.web import filters

ACT = team.MANAGE
blueprint = Blueprint("manage_amenities", __name__, url_prefix="/manage/amenities")


def office_id() -> int:
    return identity.require(ACT).office_id


def people() -> list[Person]:
    """Who may be named: active people whose role may make the round."""
    rows = staff_queries.people(db.session(), office_id())
    return [row for row in rows if row.active and permissions.may(row.role, team.CHECK)]


def person_choices(nobody: str) -> list[tuple[int | str, str]]:
    return [("", nobody), *((row.id, filters.named(row.names)) for row in people())]


def room_choices() -> list[tuple[int | str, str]]:
    places = objects.places(db.session(), office_id())
    return [("", "–"), *((room, filters.named(one.line)) for room, one in places.items())]


def kind_choices() -> list[tuple[str, str]]:
    return [(code, filters.named(kind.name)) for code, kind in KINDS.items()]
