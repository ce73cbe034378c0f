"""Registers the pages of the reports of applications."""

from flask import Flask

from deskq.application_reports.views import flow_page, page


def init_app(app: Flask) -> None:
    assert flow_page  # its page is of the blueprint of the report
    app.register_blueprint(page.blueprint)
