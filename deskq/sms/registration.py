"""Registers the outbox of SMS with its job, the page for a telephone number at the kiosk, and its filters."""

from flask import Flask

from deskq.jobs import table
from deskq.sms import outbox, views
from deskq.sms.jobs import jobs


def init_app(app: Flask) -> None:
    outbox.init_app(app)
    views.init_app(app)
    app.register_blueprint(views.blueprint)
    table.add(app, *jobs(app))
