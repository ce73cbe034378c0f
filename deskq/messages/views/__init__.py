"""The pages of messages."""

from flask import Flask

from deskq.messages.views import intake, intake_aids

PAGES = (intake, intake_aids)


def init_app(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.blueprint)
