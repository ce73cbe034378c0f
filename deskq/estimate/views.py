"""/published: who waits now, and how right the estimates were; for anyone."""

from flask import Blueprint, render_template

from deskq import clock, identity
from deskq.estimate import accuracy
from deskq.extensions import db, limiter
from deskq.office import catalogue
from deskq.queue import boards

blueprint = Blueprint("published", __name__)


@blueprint.get("/published")
@limiter.limit("60 per minute")
def published() -> str:
    session, office_id = db.session(), identity.office_id()
    return render_template(
        "published/waiting.html",
        office=catalogue.of(session, office_id).office.name,
        board=boards.lobby(session, office_id),
        right=accuracy.of(session, office_id),
        now=clock.now(),
    )
