"""Registers the manager's pages, the live screens of the hall and the job that keeps figures of past days."""

from flask import Flask

from deskq.jobs import table
from deskq.reports import live_screens
from deskq.reports.period.jobs import jobs
from deskq.reports.views import hall, hall_screen
from deskq.reports.views.period import page
from deskq.web import refusal_ways


def init_app(app: Flask) -> None:
    app.register_blueprint(hall.blueprint)
    app.register_blueprint(hall_screen.blueprint)
    refusal_ways.unattended(app, "hall_screen.show")
    app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    live_screens.register(app)
    table.add(app, *jobs())
