"""The live screens of reports: the hall page at /manage, the hall on a large screen."""

from flask import Flask, render_template

from deskq.access import identity, sessions
from deskq.core.extensions import db
from deskq.live import registry
from deskq.live.screen_types import Drawing, Refresh, Screen, ScreenType, Subscription, Urgency, WatchRequest
from deskq.live.subscriptions import for_device, for_role
from deskq.reports import queries


def register(app: Flask) -> None:
    registry.of(app).add_screen(ScreenType("panel", _panel, _draw_panel, Refresh(Urgency.THIRD)))
    registry.of(app).add_screen(ScreenType("hall", _hall, _draw_hall, Refresh(Urgency.THIRD)))


#: Variants of the screen: with the buttons of a supervisor, and without buttons for executives.
ACTING, LOOKING = 0, 1


def _panel(request: WatchRequest) -> Subscription | None:
    return for_role("panel", "counter.assign", row=ACTING) or for_role("panel", "hall.see", row=LOOKING)


def _draw_panel(screen: Screen, secret: str | None) -> Drawing:
    hall = queries.hall(db.session(), screen.office_id, sessions.longest_idle(), acting=screen.row == ACTING)
    return Drawing(hall.version, hall.at, render_template("manage/_hall.html", hall=hall))


def _hall(request: WatchRequest) -> Subscription | None:
    device = identity.device_caller("hall")
    return for_device("hall", device) if device is not None else for_role("hall", "hall.screen")


def _draw_hall(screen: Screen, secret: str | None) -> Drawing:
    hall = queries.hall(db.session(), screen.office_id, sessions.longest_idle())
    return Drawing(hall.version, hall.at, render_template("hall_screen/_hall.html", hall=hall))
