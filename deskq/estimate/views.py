"""/published, open to everybody: who waits, the queue rule in force, and how accurate the estimates were."""

from flask import Blueprint, render_template

from deskq.access import identity
from deskq.core import clock
from deskq.core.extensions import db, limiter
from deskq.estimate import accuracy, busy_hours
from deskq.office import config_cache
from deskq.office.admin.date_range_forms import WEEKDAYS
from deskq.queue.screens.lobby.queries import lobby_board

blueprint = Blueprint("published", __name__)


@blueprint.get("/published")
@limiter.limit("60 per minute")
def published() -> str:
    session, office_id = db.session(), identity.office_id()
    config = config_cache.of(session, office_id)
    return render_template(
        "published/waiting.html",
        office=config.office.name,
        classes=[row for row in config.priorities.values() if row.offered],
        bound=config.office.bound_minutes,
        board=lobby_board(session, office_id),
        right=accuracy.latest(session, office_id),
        busy=busy_hours.latest(session, office_id),
        weekdays=WEEKDAYS,
        now=clock.now(),
    )
