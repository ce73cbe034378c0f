"""Registers the pages, events and live screen of ratings, and what lower features ask of ratings."""

from flask import Flask

from deskq.core import event_types
from deskq.queue import ratings_port
from deskq.ratings import admin, events, live_screens, queries
from deskq.ratings.views import kiosk, origin, phone, sms_link, tablet
from deskq.sms import rating_port


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (phone, tablet, kiosk, sms_link, *admin.PAGES):
        app.register_blueprint(page.blueprint)
    app.after_request(origin.remember_desks)
    rating_port.PORT.bind(app, sms_link.way)
    ratings_port.PORT.bind(app, queries.Shown())
    live_screens.register(app)
