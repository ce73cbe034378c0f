"""Registers the pages that follow a rating, and binds what lower features ask of them."""

from flask import Flask

from deskq.printing import slip_port
from deskq.queue import followup_port
from deskq.queue.followup_port import Followup
from deskq.rating_followup.views import complaint_link, followup, kiosk, praise, served_by
from deskq.staff import praise_port
from deskq.staff.praise_port import Praise


def init_app(app: Flask) -> None:
    for page in (kiosk, followup, complaint_link):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    followup_port.PORT.bind(app, Followup(followup.offered, complaint_link.complaint_qr, served_by.served_by))
    praise_port.PORT.bind(app, Praise(praise.received))
    slip_port.PORT.bind(app, kiosk.slip)
