"""Registers the pages of imports of messages and the job that carries them out."""

from flask import Flask

from deskq.core import event_types
from deskq.jobs import table
from deskq.message_import import events, jobs, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(views.blueprint)


def init_state(app: Flask) -> None:
    table.add(app, *jobs.jobs())
