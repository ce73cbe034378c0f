"""Registers the pages, events and job of appointments, the texts of their SMS, and what lower features ask of them."""

from flask import Flask

from deskq.appointments import events, listeners, sms_templates, tasks
from deskq.appointments.confirmation import queries as confirmation_queries
from deskq.appointments.confirmation import sms_template
from deskq.appointments.jobs import jobs
from deskq.appointments.views import admin, appointment, booking, confirmation, desk, found_again, kiosk
from deskq.core import event_types
from deskq.jobs import table
from deskq.office import appointments_port
from deskq.sms import notification_port
from deskq.work import sources


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    for page in (booking, found_again, appointment, confirmation, kiosk, desk, admin):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    notification_port.bind(app, sms_templates.render, *sms_templates.VALID_IN)
    notification_port.bind(app, sms_template.render, confirmation_queries.CONFIRM)
    appointments_port.PORT.bind(app, booking)
    table.add(app, *jobs())
    sources.add(app, tasks.source())
