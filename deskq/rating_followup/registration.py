"""Registers the pages that follow a rating, and what templates of ratings ask of this feature."""

from flask import Flask

from deskq.rating_followup.views import complaint_link, followup, kiosk, praise, served_by


def init_app(app: Flask) -> None:
    """Pages of ratings call ``door_of(ticket)``, ``door_qr(ticket)`` and ``served_by(ticket)``; a clerk's own account
    calls ``thanks_received()``."""
    app.jinja_env.globals.update(
        door_of=followup.offered,
        door_qr=complaint_link.complaint_qr,
        served_by=served_by.served_by,
        thanks_received=praise.received,
    )
    kiosk.init_app(app)
    for page in (followup, complaint_link):
        app.register_blueprint(page.blueprint)
