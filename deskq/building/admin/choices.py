"""What the pages of buildings have in common: their permission, choices, and the blueprint."""

from typing import Any

from flask import Blueprint, request

from deskq.access import identity, permissions
from deskq.building import pictures, queries
from deskq.building.rules.kinds import KINDS
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.units import queries as unit_queries
from deskq.web import filters

ACT = "building.manage"
blueprint = Blueprint("manage_building", __name__, url_prefix="/manage/building")


@blueprint.url_value_preprocessor
def raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Larger uploads for those who may send a picture; before anything reads the body."""
    person = identity.signed_in() if request.method == "POST" else None
    if person is not None and permissions.may(person.role, ACT):
        pictures.raise_upload_limit()


def office_id() -> int:
    return identity.require(ACT).office_id


def floor_choices() -> list[tuple[int, str]]:
    """(id, name) of each floor, with its building where there are several."""
    buildings = {row.id: row.name for row in queries.buildings(db.session(), office_id())}
    several = len(buildings) > 1
    return [
        (
            row.id,
            " · ".join(filters.named(name) for name in ([buildings[row.building_id]] if several else []) + [row.name]),
        )
        for row in queries.floors(db.session(), office_id())
    ]


def unit_choices() -> list[tuple[int | str, str]]:
    units = unit_queries.units(db.session(), office_id())
    return [("", "–"), *((row.id, filters.named(row.name)) for row in units if row.offered)]


def kind_choices() -> list[tuple[str, Name]]:
    return [(code, kind.name) for code, kind in reversed(list(KINDS.items()))]
