"""Registers the pages of commission sessions."""

from flask import Flask

from deskq.commissions import events
from deskq.commissions.rules import verdicts
from deskq.commissions.views import items, sessions
from deskq.core import event_types


def init_app(app: Flask) -> None:
    assert items  # its pages are of the blueprint of sessions
    event_types.register(events)
    app.jinja_env.tests["before_commission"] = lambda stage, sheet: verdicts.commission_of(sheet, stage) is not None
    app.register_blueprint(sessions.blueprint)
