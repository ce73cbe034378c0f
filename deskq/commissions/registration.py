"""Registers the pages of commission sessions and their SMS."""

from flask import Flask

from deskq.applications import stage_claims
from deskq.commissions import events, listeners, sms_templates, tasks
from deskq.commissions.rules import verdicts
from deskq.commissions.views import cancel, items, sessions
from deskq.core import event_types
from deskq.sms import notification_port
from deskq.work import sources


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    assert items  # the pages of both are of the blueprint of sessions
    assert cancel
    event_types.register(events)
    app.jinja_env.tests["before_commission"] = lambda stage, sheet: verdicts.commission_of(sheet, stage) is not None
    app.register_blueprint(sessions.blueprint)


def init_state(app: Flask) -> None:
    notification_port.bind(app, sms_templates.render, sms_templates.MOVED, sms_templates.CANCELLED)
    stage_claims.add(app, tasks.claim())
    sources.add(app, tasks.source())
