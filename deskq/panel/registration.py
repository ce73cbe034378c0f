"""Registers what the hall page's charts are drawn with, and the jobs that advise and foresee."""

from flask import Flask

from deskq.jobs import table
from deskq.panel import advisor, drawing, forecaster, town_figure
from deskq.panel.jobs import jobs
from deskq.work import sources


def init_app(app: Flask) -> None:
    app.jinja_env.globals["small_chart"] = drawing


def init_state(app: Flask) -> None:
    worker = app.extensions["deskq_estimate"]
    made = app.extensions[advisor.EXTENSION] = advisor.Advisor(app, worker)
    foresees = app.extensions[forecaster.EXTENSION] = forecaster.Forecaster(app, worker)
    table.add(app, *jobs(made, foresees))
    sources.add_figures(app, town_figure.source())
