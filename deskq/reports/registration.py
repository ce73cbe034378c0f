"""Registers the manager's pages and the live screen of the hall page."""

from flask import Flask

from deskq.reports import live_screens, views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
    live_screens.register(app)
