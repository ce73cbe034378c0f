"""Registers the pages and the job of background work."""

from flask import Flask

from deskq.background_work import registry, views
from deskq.background_work.jobs import jobs
from deskq.jobs import table


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)


def init_state(app: Flask) -> None:
    app.extensions[registry.EXTENSION] = {}
    table.add(app, *jobs())
