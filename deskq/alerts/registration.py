"""Registers the page, events, SMS, notices and job of alerts."""

import threading

from flask import Flask

from deskq.alerts import events, listeners, sms_template
from deskq.alerts.jobs import jobs
from deskq.alerts.notices import Notices
from deskq.alerts.queries import stored
from deskq.alerts.views import duty, index, kinds
from deskq.core import event_types
from deskq.jobs import table
from deskq.live import registry
from deskq.sms import notification_port


def init_app(app: Flask) -> None:
    """Pages of kinds and people are routes of the blueprint: import their modules before registering it."""
    assert all((kinds, duty))
    event_types.register(events)
    app.register_blueprint(index.blueprint)


def init_state(app: Flask) -> None:
    app.extensions[listeners.EXTENSION] = woken = threading.Event()
    notification_port.bind(app, sms_template.render, stored.ABOUT)
    registry.of(app).add_cues(Notices(app))
    table.add(app, *jobs(woken))
