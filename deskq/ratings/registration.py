"""Registers the pages of ratings and connects them to the queue's screens and to SMS."""

from flask import Flask

from deskq.queue.screens import boards
from deskq.ratings import queries
from deskq.ratings.appeals.views import clerk, inspectorate
from deskq.ratings.results.views import results
from deskq.ratings.views import kiosk, origin, phone, sms_link, tablet
from deskq.sms import rating_port

VISITOR_PAGES = (phone, tablet, kiosk, sms_link)
STAFF_PAGES = (results, inspectorate, clerk)


def init_app(app: Flask) -> None:
    for page in (*VISITOR_PAGES, *STAFF_PAGES):
        app.register_blueprint(page.blueprint)
    app.after_request(origin.remember_desk_address)
    rating_port.bind(sms_link.rating_request_method)
    boards.show_ratings(queries.ScreenRatings())
