"""Registers the citizen portal."""

from flask import Flask

from deskq.portal.views import published_deadlines, submit, tracking


def init_app(app: Flask) -> None:
    """Register the public pages; the published page of waiting times asks ``terms_of_messages()``."""
    app.jinja_env.globals["terms_of_messages"] = published_deadlines.published
    for page in (submit, tracking):
        app.register_blueprint(page.blueprint)
