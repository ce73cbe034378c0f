"""Registers the pages and events of announcements."""

from flask import Flask

from deskq.announcements import admin, events, views
from deskq.core import event_types


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (admin, views):
        app.register_blueprint(page.blueprint)
