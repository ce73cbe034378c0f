"""The pages on which visits are rated: the visitor's phone, the counter's tablet, the kiosk, the link of a text."""

from flask import Flask

from deskq.ratings.views import kiosk, origin, phone, sms_link, tablet
from deskq.sms import rating_port

PAGES = (phone, tablet, kiosk, sms_link)


def init_app(app: Flask) -> None:
    """Register the pages, and tell text messages how they ask for a rating."""
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.after_request(origin.remember_desks)
    rating_port.asked_by(sms_link.way)
