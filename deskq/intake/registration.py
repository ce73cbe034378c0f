"""Registers the intake form."""

from flask import Flask

from deskq.intake.views import intake, suggestions


def init_app(app: Flask) -> None:
    for page in (intake, suggestions):
        app.register_blueprint(page.blueprint)
