"""Registers the pages of inspections and their photos."""

from flask import Flask

from deskq.applications import stage_claims
from deskq.core import event_types
from deskq.inspections import events, tasks
from deskq.inspections.queries import rows
from deskq.inspections.views import phone, places, planning
from deskq.service_sheets.rules import stage_kinds
from deskq.web import uploads
from deskq.work import sources


def init_app(app: Flask) -> None:
    assert all((phone, places))  # their pages are of the blueprint of planning
    event_types.register(events)
    app.jinja_env.tests["inspection"] = stage_kinds.is_inspection
    app.register_blueprint(planning.blueprint)


def init_state(app: Flask) -> None:
    uploads.add_owner(app, rows.files)
    stage_claims.add(app, tasks.claim())
    sources.add(app, tasks.source())
