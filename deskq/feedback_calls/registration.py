"""Registers the page of feedback calls."""

from flask import Flask

from deskq.feedback_calls import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
