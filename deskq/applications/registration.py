"""Registers the pages of applications and their SMS."""

from flask import Flask

from deskq.applications import events, listeners, sms_templates, tasks
from deskq.applications.queries import application
from deskq.applications.views import actions, inbox, outlook, printed_receipt
from deskq.core import event_types
from deskq.printing import slip_port
from deskq.service_sheets import running_port
from deskq.sms import notification_port
from deskq.web import uploads
from deskq.work import sources


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    assert outlook  # its page is of the blueprint of the inbox
    assert actions  # its pages are of the blueprint of the inbox
    event_types.register(events)
    app.register_blueprint(inbox.blueprint)


def init_state(app: Flask) -> None:
    uploads.add_owner(app, application.file_names)
    running_port.PORT.bind(app, application.running)
    slip_port.RECEIPTS.bind(app, printed_receipt.content)
    notification_port.bind(app, sms_templates.render, *sms_templates.VALID_IN)
    sources.add(app, tasks.source())
    sources.add_figures(app, tasks.figure_source())
