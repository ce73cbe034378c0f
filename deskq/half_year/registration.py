"""Registers the half-year reports: public pages, pages of the staff, events, and the links on other public pages."""

from flask import Flask

from deskq.charter import report_port
from deskq.core import event_types
from deskq.half_year import events, published_reports, tasks
from deskq.half_year.queries import progress as progress_queries
from deskq.half_year.views import actions, findings, late, manage, progress, public
from deskq.published import reports_port
from deskq.reports import late_port
from deskq.web import uploads
from deskq.work import sources


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(manage.blueprint)
    app.register_blueprint(actions.blueprint)
    app.register_blueprint(findings.blueprint)
    app.register_blueprint(progress.blueprint)


def init_state(app: Flask) -> None:
    reports_port.PORT.bind(app, public.Links())
    report_port.PORT.bind(app, published_reports.Published())
    late_port.PORT.bind(app, late.late_ones)
    uploads.add_owner(app, progress_queries.photos)
    sources.add(app, tasks.source())
    sources.add_figures(app, tasks.figure_source())
