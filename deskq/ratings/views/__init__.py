"""The pages on which visits are rated: the visitor's phone, the counter's tablet, the kiosk, the link of a text."""

from flask import Flask

from deskq.notify import asking
from deskq.ratings.views import kiosk, link, origin, phone, tablet

PAGES = (phone, tablet, kiosk, link)


def init_app(app: Flask) -> None:
    """Register the pages, and tell text messages how they ask for a rating."""
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.after_request(origin.remember_desks)
    asking.asked_by(link.way)
