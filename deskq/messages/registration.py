"""Registers the SMS about messages, the kept-promises figure for ratings, and template filters."""

from datetime import datetime

from flask import Flask

from deskq.core import clock
from deskq.core.text import persian
from deskq.messages import listeners, sms_templates, tracking_code
from deskq.messages.queries import kept_promises
from deskq.messages.rules.deadlines import last_day
from deskq.ratings import deadline_port
from deskq.sms import notification_port
from deskq.web.i18n import language


def init_app(app: Flask) -> None:
    """Bind the listeners and ports of this feature and its template filters."""
    assert listeners  # importing the module subscribes its functions
    notification_port.written_by(sms_templates.written, *sms_templates.STILL)
    deadline_port.counted_by(kept_promises.promises_kept)
    app.jinja_env.filters.update(spaced=tracking_code.spaced, deadline=deadline)


def deadline(due: datetime) -> str:
    """The last day on which an answer is in time, in words."""
    return persian.written_date(last_day(due, clock.zone()), language())
