"""The plan of the town, for every page on which a point is put: its picture, and what components/plan.html needs."""

from dataclasses import dataclass

from flask import Blueprint, Response, send_from_directory, url_for

from deskq import identity, photos, pictures
from deskq.errors import NotFound
from deskq.extensions import db, limiter
from deskq.messages import queries
from deskq.messages.furniture import CityPlan

blueprint = Blueprint("town_plan", __name__)
MILLION = 1_000_000
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Plan:
    """Edges in degrees, size in px."""

    url: str
    width: int
    height: int
    north: float
    south: float
    west: float
    east: float


def shown(plan: CityPlan | None) -> Plan | None:
    """None where the office has no plan."""
    if plan is None:
        return None
    edges = (edge / MILLION for edge in (plan.north, plan.south, plan.west, plan.east))
    return Plan(url_for("town_plan.picture", file=plan.file), plan.width, plan.height, *edges)


@blueprint.get("/messages/plan/<file>")
@limiter.limit("240 per minute")
def picture(file: str) -> Response:
    """Public: it shows streets. No other file is shown under this address."""
    plan = queries.furniture(db.session(), identity.office_id()).plan
    if plan is None or plan.file != file or not pictures.NAME.fullmatch(file) or not (photos.folder() / file).is_file():
        raise NotFound
    return send_from_directory(photos.folder(), file, mimetype="image/webp", max_age=DAY)
