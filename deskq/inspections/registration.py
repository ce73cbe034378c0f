"""Registers the pages of inspections and their photos."""

from flask import Flask

from deskq.core import event_types
from deskq.inspections import events
from deskq.inspections.queries import rows
from deskq.inspections.rules import stages
from deskq.inspections.views import phone, places, planning
from deskq.web import uploads


def init_app(app: Flask) -> None:
    assert all((phone, places))  # their pages are of the blueprint of planning
    event_types.register(events)
    app.jinja_env.tests["inspection"] = stages.is_inspection
    app.register_blueprint(planning.blueprint)


def init_state(app: Flask) -> None:
    uploads.add_owner(app, rows.files)
