"""The lobby's board."""

from flask import Blueprint, jsonify, make_response, render_template
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.core.extensions import db
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.web.compression import gzipped
from deskq.web.security_headers import HEADERS

blueprint = Blueprint("lobby", __name__)
FRAMED = HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors 'self'")


@blueprint.get("/lobby")
def show() -> str | Response:
    found = identity.device_caller("lobby") or identity.staff_caller()
    if found is None or not permissions.may(found.role, "lobby.see"):
        return render_template("devices/pair.html", kind="lobby", pairing=identity.pairing("lobby"))
    return gzipped(render_template("lobby/show.html", board=lobby_board(db.session(), found.office_id)))


@blueprint.get("/lobby/picture")
def picture() -> Response:
    """A still picture of the board, for a frame on the page of a device."""
    caller = identity.require("lobby.see")
    page = render_template("lobby/picture.html", board=lobby_board(db.session(), caller.office_id))
    answer = make_response(page)
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer


@blueprint.get("/lobby/board")
def board() -> Response:
    """The board, for a screen that polls while its socket is disconnected."""
    found = identity.device_caller("lobby") or identity.staff_caller()
    permissions.check(found.role if found else None, "lobby.see")
    assert found is not None
    shown = lobby_board(db.session(), found.office_id)
    return jsonify(
        version=shown.version, at=shown.at.isoformat(), html=render_template("lobby/_board.html", board=shown)
    )
