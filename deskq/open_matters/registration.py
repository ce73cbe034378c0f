"""Registers the public page of open matters."""

from flask import Flask

from deskq.core import event_types
from deskq.open_matters import events, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(views.blueprint)
