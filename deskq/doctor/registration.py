"""Registers the page of the doctor."""

from flask import Flask

from deskq.doctor import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
