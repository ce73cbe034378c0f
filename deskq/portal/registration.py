"""Registers the citizen portal."""

from flask import Flask

from deskq.portal.views import photos, proof, submit, tracking


def init_app(app: Flask) -> None:
    """Routes of the tracking page are in several modules: import them before registering its blueprint."""
    assert all((proof, photos))
    for page in (submit, tracking):
        app.register_blueprint(page.blueprint)
