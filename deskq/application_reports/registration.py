"""Registers the pages of the reports of applications."""

from flask import Flask

from deskq.application_reports.views import page


def init_app(app: Flask) -> None:
    app.register_blueprint(page.blueprint)
