"""Registers the page of the messages of a period."""

from flask import Flask

from deskq.message_reports.views import page


def init_app(app: Flask) -> None:
    app.register_blueprint(page.blueprint)
