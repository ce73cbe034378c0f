"""Registers the public page with its open data and picture, and the job that freezes its figures."""

from flask import Flask

from deskq.jobs import table
from deskq.published.jobs import jobs
from deskq.published.views import drawn_parts, open_data, page, picture


def init_app(app: Flask) -> None:
    """Routes of the page are in several modules: import them before registering its blueprint."""
    assert all((open_data, picture))
    app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    drawn_parts.init_state(app)
    table.add(app, *jobs())
