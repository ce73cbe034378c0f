"""/published: who waits now, whose turn it is by which rule, and how right the estimates were; for anyone."""

from flask import Blueprint, render_template

from deskq.access import identity
from deskq.core import clock
from deskq.core.extensions import db, limiter
from deskq.estimate import accuracy
from deskq.office import config_cache
from deskq.queue.screens.lobby.queries import lobby_board

blueprint = Blueprint("published", __name__)


@blueprint.get("/published")
@limiter.limit("60 per minute")
def published() -> str:
    session, office_id = db.session(), identity.office_id()
    about = config_cache.of(session, office_id)
    return render_template(
        "published/waiting.html",
        office=about.office.name,
        classes=[row for row in about.priorities.values() if row.offered],
        bound=about.office.bound_minutes,
        board=lobby_board(session, office_id),
        right=accuracy.of(session, office_id),
        now=clock.now(),
    )
