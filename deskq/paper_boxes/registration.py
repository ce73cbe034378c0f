"""Registers the pages of paper boxes."""

from flask import Flask

from deskq.core import event_types
from deskq.paper_boxes import events, queries, views
from deskq.paper_boxes.admin import BOXES
from deskq.web import uploads


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(BOXES.blueprint())


def init_state(app: Flask) -> None:
    uploads.add_owner(app, queries.minutes_scans)
