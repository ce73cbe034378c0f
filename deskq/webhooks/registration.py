"""Registers webhooks: what they are told of, their page and their job."""

from flask import Flask

from deskq.core import event_types
from deskq.jobs import table
from deskq.webhooks import admin, events, jobs, listeners


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    app.register_blueprint(admin.blueprint)


def init_state(app: Flask) -> None:
    table.add(app, *jobs.jobs())
