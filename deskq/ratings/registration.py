"""Registers the pages, events and live screen of ratings, and binds the ports of lower features to ratings."""

from flask import Flask

from deskq.core import event_types
from deskq.queue import ratings_port
from deskq.ratings import events, live_screens, queries, town_figure
from deskq.ratings.appeals.views import clerk, inspectorate
from deskq.ratings.results.views import results
from deskq.ratings.views import kiosk, origin, phone, sms_link, tablet
from deskq.sms import rating_port
from deskq.web import refusal_ways
from deskq.work import sources

VISITOR_PAGES = (phone, tablet, kiosk, sms_link)
STAFF_PAGES = (results, inspectorate, clerk)


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (*VISITOR_PAGES, *STAFF_PAGES):
        app.register_blueprint(page.blueprint)
    refusal_ways.unattended(app, "tablet.page")
    app.after_request(origin.remember_desk_address)


def init_state(app: Flask) -> None:
    rating_port.PORT.bind(app, sms_link.rating_request_method)
    ratings_port.PORT.bind(app, queries.ScreenRatings())
    live_screens.register(app)
    sources.add_figures(app, town_figure.source())
