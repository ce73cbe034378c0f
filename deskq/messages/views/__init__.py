"""The pages of messages."""

from flask import Flask

from deskq.messages.views import intake, intake_aids

PAGES = (intake, intake_aids)


def init_app(app: Flask) -> None:
    """Register the pages, and tell templates of lower features that messages are taken here."""
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals["messages_taken"] = intake.are_taken
