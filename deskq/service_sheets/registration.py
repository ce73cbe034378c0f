"""Registers the pages of service sheets."""

from flask import Flask

from deskq.core import event_types
from deskq.service_sheets import admin, events, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (views, admin):
        app.register_blueprint(page.blueprint)
