"""Registers the pages and events of coding."""

from flask import Flask

from deskq.coding import events, tasks
from deskq.coding.views import pages, several
from deskq.core import event_types
from deskq.work import sources


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(several.blueprint)


def init_state(app: Flask) -> None:
    sources.add(app, tasks.source())
