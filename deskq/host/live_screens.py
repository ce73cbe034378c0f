"""The live screen of the host's page."""

from flask import Flask, render_template

from deskq.core.extensions import db
from deskq.host import queries
from deskq.live import registry
from deskq.live.screen_types import Drawing, Refresh, Screen, ScreenType, Subscription, Urgency, WatchRequest
from deskq.live.subscriptions import for_role


def register(app: Flask) -> None:
    registry.of(app).add_screen(ScreenType("host", _host, _draw_host, Refresh(Urgency.THIRD)))


def _host(request: WatchRequest) -> Subscription | None:
    return for_role("host", "host.work")


def _draw_host(screen: Screen, secret: str | None) -> Drawing:
    hall = queries.host_hall(db.session(), screen.office_id)
    return Drawing(hall.version, hall.at, render_template("host/_hall.html", hall=hall))
