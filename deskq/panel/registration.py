"""Registers what the hall page's charts are drawn with, and the job that advises."""

from flask import Flask

from deskq.jobs import table
from deskq.panel import advisor, drawing
from deskq.panel.jobs import jobs


def init_app(app: Flask) -> None:
    app.jinja_env.globals["small_chart"] = drawing


def init_state(app: Flask) -> None:
    made = advisor.Advisor(app, app.extensions["deskq_estimate"])
    app.extensions[advisor.EXTENSION] = made
    table.add(app, *jobs(made))
