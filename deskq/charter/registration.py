"""Registers the charter, its pages, events and port."""

from flask import Flask

from deskq.charter import events, links, port, tasks
from deskq.charter.views import manage, public
from deskq.core import event_types
from deskq.work import sources


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(public.at_kiosk)
    app.register_blueprint(manage.blueprint)


def init_state(app: Flask) -> None:
    port.PORT.bind(app, links.Links())
    sources.add(app, tasks.source())
