"""Registers the settings pages of messages."""

from flask import Flask

from deskq.message_admin import views


def init_app(app: Flask) -> None:
    for page in views.PAGES:
        app.register_blueprint(page.blueprint)
