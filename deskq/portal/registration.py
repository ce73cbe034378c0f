"""Registers the citizen portal."""

from flask import Flask

from deskq.estimate import message_deadlines_port
from deskq.portal.views import published_deadlines, submit, tracking


def init_app(app: Flask) -> None:
    for page in (submit, tracking):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    message_deadlines_port.PORT.bind(app, published_deadlines)
