"""Registers the pages on which applications are opened."""

from flask import Flask

from deskq.application_opening.views import opening


def init_app(app: Flask) -> None:
    app.register_blueprint(opening.blueprint)
