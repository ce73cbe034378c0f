"""Registers the pages of the office and its events."""

from flask import Flask

from deskq.core import event_types
from deskq.office import admin, events, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    for blueprint in (views.site, views.devices):
        app.register_blueprint(blueprint)
    for page in admin.PAGES:
        app.register_blueprint(page.blueprint)
