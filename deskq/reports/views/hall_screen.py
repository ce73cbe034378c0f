"""The hall on a large screen in the supervisor's room: live, without menu and actions. A paired device or staff."""

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response

from deskq.access import identity, permissions, sessions
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.reports import queries
from deskq.reports.hall_now import Hall

blueprint = Blueprint("hall_screen", __name__, url_prefix="/hall-screen")
SEE, DEVICE = "hall.screen", "hall"


@blueprint.get("")
def show() -> str:
    found = _caller()
    if found is None or not permissions.may(found.role, SEE):
        return render_template("devices/pair.html", kind=DEVICE, pairing=identity.pairing(DEVICE))
    return render_template("hall_screen/show.html", hall=_hall(found))


@blueprint.get("/state")
def state() -> Response:
    """The same as JSON, for a screen that polls while its socket is disconnected."""
    found = _caller()
    permissions.check(found.role if found else None, SEE)
    assert found is not None
    shown = _hall(found)
    html = render_template("hall_screen/_hall.html", hall=shown)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


def _caller() -> Caller | None:
    return identity.device_caller(DEVICE) or identity.staff_caller()


def _hall(caller: Caller) -> Hall:
    return queries.hall(db.session(), caller.office_id, sessions.longest_idle())
