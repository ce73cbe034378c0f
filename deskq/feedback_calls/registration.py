"""Registers the page of feedback calls."""

from flask import Flask

from deskq.core import event_types
from deskq.feedback_calls import events, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(views.blueprint)
