"""Registers the page of feedback calls, and their number among the work of an operator."""

from flask import Flask

from deskq.core import event_types
from deskq.feedback_calls import events, tasks, views
from deskq.work import sources


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(views.blueprint)


def init_state(app: Flask) -> None:
    sources.add(app, tasks.source())
