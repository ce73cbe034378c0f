"""Registers the outbox of SMS with its job, the page for a telephone number at the kiosk, and its filters."""

from flask import Flask

from deskq.jobs import table
from deskq.queue import sms_port
from deskq.sms import outbox, views
from deskq.sms.jobs import jobs


def init_app(app: Flask) -> None:
    views.init_app(app)
    app.register_blueprint(views.blueprint)


def init_state(app: Flask) -> None:
    outbox.init_app(app)
    sms_port.PORT.bind(app, views)
    table.add(app, *jobs(app))
