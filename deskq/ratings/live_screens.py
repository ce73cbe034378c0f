"""The live screen of ratings: the tablet of a counter."""

from flask import Flask, render_template

from deskq.access import identity
from deskq.core.extensions import db
from deskq.live import registry
from deskq.live.screen_types import Drawing, Refresh, Screen, ScreenType, Subscription, Urgency, WatchRequest
from deskq.live.subscriptions import for_device
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.ratings import tablet_queries


def register(app: Flask) -> None:
    registry.of(app).add_screen(
        ScreenType("tablet", _tablet, _draw_tablet, Refresh(Urgency.SECOND, others_urgency=Urgency.THIRD))
    )


def _tablet(request: WatchRequest) -> Subscription | None:
    device = identity.device_caller("tablet", request.counter)
    if device is None or device.counter_id is None:
        return None
    number = request.counter
    if number is not None and number != office_queries.counter_number(db.session(), device.counter_id):
        return None  # it was moved while it was away: its page finds the new counter when it loads again
    return for_device("tablet", device)


def _draw_tablet(screen: Screen, secret: str | None) -> Drawing:
    session = db.session()
    shown = tablet_queries.tablet(session, session.get_one(Counter, screen.row))
    return Drawing(shown.version, shown.at, render_template("tablet/_rating.html", tablet=shown))
