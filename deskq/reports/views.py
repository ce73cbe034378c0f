"""For supervisor and admin: the hall live, a ticket's story."""

from flask import Blueprint, jsonify, render_template
from werkzeug.wrappers import Response

from deskq import identity
from deskq.errors import NotFound
from deskq.extensions import db
from deskq.reports import queries
from deskq.staff import queries as staff_queries

blueprint = Blueprint("manage", __name__, url_prefix="/manage")


@blueprint.get("")
def hall() -> str:
    caller = identity.require("hall.see")
    return render_template("manage/hall.html", hall=queries.hall(db.session(), caller.office_id))


@blueprint.get("/hall/state")
def hall_state() -> Response:
    """The hall again, for a page whose line is down."""
    caller = identity.require("hall.see")
    shown = queries.hall(db.session(), caller.office_id)
    html = render_template("manage/_hall.html", hall=shown)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.get("/tickets/<int:ticket_id>")
def ticket(ticket_id: int) -> str:
    """Everything that happened to one ticket, and why others were called before it."""
    caller = identity.require("ticket.history")
    story = queries.story(db.session(), caller.office_id, ticket_id)
    if story is None:
        raise NotFound
    return render_template("manage/ticket.html", story=story, names=staff_queries.names(db.session(), caller.office_id))
