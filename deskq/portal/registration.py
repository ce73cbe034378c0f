"""Registers the citizen portal."""

from flask import Flask

from deskq.core import event_types
from deskq.portal import events
from deskq.portal.views import photos, proof, submit, tracking


def init_app(app: Flask) -> None:
    """Routes of the tracking page are in several modules: import them before registering its blueprint."""
    assert all((proof, photos))
    event_types.register(events)
    for page in (submit, tracking):
        app.register_blueprint(page.blueprint)
