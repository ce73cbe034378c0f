"""The home page of the site, and the pairing status of a device."""

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.devices.service import DEVICE_KINDS
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.office import queries

site = Blueprint("site", __name__)
devices = Blueprint("devices", __name__, url_prefix="/devices")


@site.get("/")
def home() -> str:
    """The home page: links to kiosk, lobby and sign-in."""
    return render_template("site/home.html", office=queries.office(db.session(), identity.office_id()).name)


@devices.get("/status/<kind>")
@devices.get("/status/<kind>/<int:number>")
@limiter.limit("120 per minute")
def status(kind: str, number: int | None = None) -> Response:
    """Whether this browser's device has been paired."""
    if kind not in DEVICE_KINDS:
        raise NotFound
    return jsonify(paired=identity.device(kind, number) is not None)
