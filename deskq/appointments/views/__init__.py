"""Pages of appointments: for visitors, the kiosk, the counter and the admin."""

from flask import Flask

from deskq.appointments import listeners, sms_templates
from deskq.appointments.views import admin, appointment, booking, desk, kiosk
from deskq.sms import notification_port

PAGES = (booking, appointment, kiosk, desk, admin)


def init_app(app: Flask) -> None:
    """Register the pages and SMS texts, and ``appointments_open()`` for the templates of lower features."""
    assert listeners
    notification_port.written_by(sms_templates.render, *sms_templates.STILL)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    app.jinja_env.globals["appointments_open"] = booking.are_open
