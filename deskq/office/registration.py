"""Registers the pages of the office and its events."""

from flask import Flask

from deskq.access import ports
from deskq.core import event_types
from deskq.office import admin, events, queries, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    ports.bind_offices(app, queries)
    for blueprint in (views.site, views.devices):
        app.register_blueprint(blueprint)
    for page in admin.PAGES:
        app.register_blueprint(page.blueprint)
