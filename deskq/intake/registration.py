"""Registers the intake form."""

from flask import Flask

from deskq.core import event_types
from deskq.intake import events
from deskq.intake.views import intake, suggestions


def init_app(app: Flask) -> None:
    event_types.register(events)
    for page in (intake, suggestions):
        app.register_blueprint(page.blueprint)
