"""The pages of messages."""

from flask import Flask

from deskq.messages.views import boxes, intake, intake_aids

PAGES = (intake, intake_aids, boxes)


def init_app(app: Flask) -> None:
    for page in PAGES:
        app.register_blueprint(page.blueprint)
