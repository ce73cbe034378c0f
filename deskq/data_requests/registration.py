"""Registers the pages for requests about personal data."""

from flask import Flask

from deskq.core import event_types
from deskq.data_requests import events, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(views.blueprint)
