"""Registers imports and exports of applications, and the job that carries imports out."""

from flask import Flask

from deskq.application_exchange import admin, download, events, jobs
from deskq.background_work import registry
from deskq.core import event_types
from deskq.jobs import table


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (admin, download):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    table.add(app, *jobs.jobs())
    registry.add(app, download.WORK, download.kind_of_work())
