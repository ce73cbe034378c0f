"""Registers the pages and the job of scans."""

from flask import Flask

from deskq.core import event_types
from deskq.document_scans import events, jobs, queries
from deskq.document_scans.views import pages, panel, phone
from deskq.jobs import table
from deskq.web import uploads


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (pages, phone):
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals.update(
        scan_panel=panel.of_application,
        scan_names=panel.names,
        scan_choices=panel.choices,
        asked_scan_link=panel.asked_link,
        problem_of_paper=panel.problem_of,
        largest_megabytes=lambda: uploads.LARGEST_MEGABYTES,
    )


def init_state(app: Flask) -> None:
    uploads.add_owner(app, queries.file_names)
    table.add(app, *jobs.jobs())
