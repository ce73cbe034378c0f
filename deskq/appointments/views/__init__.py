"""The pages of appointments: for visitors, the kiosk, the desk and the admin."""

from flask import Flask

from deskq.appointments import listeners, texts
from deskq.appointments.views import booking, desk, kiosk, manage, own
from deskq.notify import notices

PAGES = (booking, own, kiosk, desk, manage)


def init_app(app: Flask) -> None:
    """Register the pages and the words of messages, and tell templates of lower features whether the office takes
    appointments: their doors ask ``appointments_open()`` and need not know more."""
    assert listeners
    notices.written_by(texts.written, *texts.STILL)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals["appointments_open"] = booking.are_open
