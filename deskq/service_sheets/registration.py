"""Registers the pages of service sheets."""

from flask import Flask

from deskq.core import event_types
from deskq.service_sheets import events, views
from deskq.service_sheets.admin import days, editor, lists, ready
from deskq.service_sheets.admin.blueprint import blueprint


def init_app(app: Flask) -> None:
    assert all((days, editor, lists, ready))  # their pages are of one blueprint
    event_types.register(events)
    for each in (views.blueprint, blueprint):
        app.register_blueprint(each)
