"""Registers the SMS about messages, the kept-promises figure for ratings, and template filters."""

from datetime import datetime

from flask import Flask

from deskq.core import clock, event_types
from deskq.core.text import jalali
from deskq.jobs import table
from deskq.messages import events, listeners, sms_templates, tracking_code
from deskq.messages.jobs import jobs
from deskq.messages.queries import kept_promises, message, root_causes
from deskq.messages.rules.deadlines import last_day
from deskq.ratings.results import deadline_port, root_cause_port
from deskq.sms import notification_port
from deskq.web import uploads
from deskq.web.i18n import language


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    app.jinja_env.filters.update(spaced=tracking_code.spaced, deadline=deadline)


def init_state(app: Flask) -> None:
    table.add(app, *jobs())
    uploads.add_owner(app, message.files)
    notification_port.bind(app, sms_templates.render, *sms_templates.VALID_IN)
    deadline_port.PORT.bind(app, kept_promises.promises_kept)
    root_cause_port.PORT.bind(app, root_causes.counted)


def deadline(due: datetime) -> str:
    """The last day on which an answer is in time, in words."""
    return jalali.written_date(last_day(due, clock.zone()), language())
