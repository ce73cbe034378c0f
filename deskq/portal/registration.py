"""Registers the citizen portal."""

from flask import Flask

from deskq.estimate import message_deadlines_port
from deskq.portal.views import photos, proof, published_deadlines, submit, tracking


def init_app(app: Flask) -> None:
    """Routes of the tracking page are in several modules: import them before registering its blueprint."""
    assert all((proof, photos))
    for page in (submit, tracking):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    message_deadlines_port.PORT.bind(app, published_deadlines)
