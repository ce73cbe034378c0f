"""Registers the host's pages and their live screen."""

from flask import Flask

from deskq.host import live_screens
from deskq.host.views import hall, ticket


def init_app(app: Flask) -> None:
    assert ticket  # its routes belong to the same blueprint
    app.register_blueprint(hall.blueprint)


def init_state(app: Flask) -> None:
    live_screens.register(app)
