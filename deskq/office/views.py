"""The home page, the page of device addresses, and pairing of devices."""

from flask import Blueprint, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.office import directory, parts, queries

site = Blueprint("site", __name__)
devices = Blueprint("devices", __name__, url_prefix="/devices")
#: {kind of device: endpoint of its page}.
DEVICE_PAGES = {"kiosk": "kiosk.home", "lobby": "lobby.show", "tablet": "tablet.page", "hall": "hall_screen.show"}


@site.get("/")
def home() -> str | Response:
    """The home page for citizens. In a new installation it leads to the set-up."""
    if not directory.entries(db.session()):
        return redirect(url_for("setup.begin"), 302)
    office = queries.office(db.session(), identity.office_id())
    used = parts.used(office.unused_parts)
    return render_template("site/home.html", office=office.name, used_parts=used, signed_out=identity.login() is None)


@devices.get("")
def index() -> str:
    """The addresses of the office's devices."""
    office = queries.office(db.session(), identity.office_id())
    return render_template("devices/index.html", office=office.name, joins=bool(office.join_share))


@devices.post("/pairing/<kind>")
@devices.post("/pairing/<kind>/<int:number>")
def pair(kind: str, number: int | None = None) -> Response:
    """Begin to pair this browser as a device; ``number`` is the counter of a tablet."""
    if kind not in DEVICE_PAGES or (kind == "tablet") != (number is not None):
        raise NotFound
    if kind != "tablet" or identity.signed_in() is None:  # browsers of staff are no visitors' tablets
        identity.ask_to_pair(kind, number)
    return redirect(url_for(DEVICE_PAGES[kind], number=number), 303)


@devices.get("/status/<kind>")
@devices.get("/status/<kind>/<int:number>")
@limiter.limit("120 per minute")
def status(kind: str, number: int | None = None) -> Response:
    """Whether this browser's device has been paired."""
    if kind not in DEVICE_PAGES:
        raise NotFound
    return jsonify(paired=identity.device(kind, number) is not None)
