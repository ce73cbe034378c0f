"""Registers the pages, events, SMS, e-mail and jobs of saved reports."""

from flask import Flask

from deskq.core import event_types
from deskq.jobs import table
from deskq.saved_reports import events, listeners, queries, words
from deskq.saved_reports.jobs import jobs
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.views import edit, index, report_file
from deskq.sms import notification_port


def init_app(app: Flask) -> None:
    """The pages of one report are routes of the blueprint: import their module before registering it."""
    assert edit
    assert listeners
    event_types.register(events)
    app.register_blueprint(index.blueprint)


def init_state(app: Flask) -> None:
    outbox.init_app(app, {queries.ABOUT: words.mail}, {queries.ABOUT: report_file.of_mail})
    notification_port.bind(app, words.sms, queries.ABOUT)
    table.add(app, *jobs())
