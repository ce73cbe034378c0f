"""Registers the pages of paper boxes."""

from flask import Flask

from deskq.paper_boxes import views


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
