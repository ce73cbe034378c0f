"""Registers the pages of paper boxes."""

from flask import Flask

from deskq.paper_boxes import views
from deskq.paper_boxes.admin import BOXES


def init_app(app: Flask) -> None:
    app.register_blueprint(views.blueprint)
    app.register_blueprint(BOXES.blueprint())
