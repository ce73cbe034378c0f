"""Registers the pages of the queue, its events, live screens and background job."""

from flask import Flask

from deskq.core import event_types
from deskq.jobs import table
from deskq.queue import events, listeners, live_screens
from deskq.queue.jobs import jobs
from deskq.queue.views import counter, kiosk, lobby, phone, phone_app, read_aloud, supervisor


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    read_aloud.init_app(app)
    for page in (kiosk, lobby, phone, phone_app, counter, supervisor):
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    live_screens.register(app)
    table.add(app, *jobs())
