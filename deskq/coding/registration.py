"""Registers the pages and events of coding."""

from flask import Flask

from deskq.coding import events
from deskq.coding.views import pages
from deskq.core import event_types


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(pages.blueprint)
