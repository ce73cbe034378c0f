"""Registers the half-year reports: public pages, pages of the staff, events, and the links on other public pages."""

from flask import Flask

from deskq.core import event_types
from deskq.half_year import events
from deskq.half_year.views import actions, manage, public
from deskq.published import reports_port


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(manage.blueprint)
    app.register_blueprint(actions.blueprint)


def init_state(app: Flask) -> None:
    reports_port.PORT.bind(app, public.Links())
