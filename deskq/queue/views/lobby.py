"""The lobby's board."""

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.core.extensions import db
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.web.compression import gzipped

blueprint = Blueprint("lobby", __name__)


@blueprint.get("/lobby")
def show() -> str | Response:
    found = identity.device_caller("lobby") or identity.staff_caller()
    if found is None or not permissions.may(found.role, "lobby.see"):
        return render_template("devices/pair.html", pairing=identity.pairing("lobby"))
    return gzipped(render_template("lobby/show.html", board=lobby_board(db.session(), found.office_id)))


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
