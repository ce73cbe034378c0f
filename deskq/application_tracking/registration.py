"""Registers the tracking page of applications."""

from flask import Flask

from deskq.application_tracking import desk, views


def init_app(app: Flask) -> None:
    for page in (views, desk):
        app.register_blueprint(page.blueprint)
