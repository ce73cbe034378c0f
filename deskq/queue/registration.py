"""Registers the pages of the queue, its events, live screens and background job."""

from flask import Flask

from deskq.core import event_types
from deskq.jobs import table
from deskq.office import waiting_port
from deskq.queue import events, listeners, live_screens
from deskq.queue.hall import events as hall_events
from deskq.queue.hall import views as hall_actions
from deskq.queue.jobs import jobs
from deskq.queue.notes import events as note_events
from deskq.queue.screens.phone import directions
from deskq.queue.views import (
    counter,
    counter_visit,
    kiosk,
    lobby,
    phone,
    phone_app,
    read_aloud,
    supervisor,
    waiting_now,
)
from deskq.web import refusal_ways


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    assert counter_visit  # its routes belong to the counter's blueprint
    event_types.register(events)
    event_types.register(hall_events)
    event_types.register(note_events)
    read_aloud.init_app(app)
    directions.init_app(app)
    for page in (kiosk, lobby, phone, phone_app, counter, supervisor, hall_actions):
        app.register_blueprint(page.blueprint)
    refusal_ways.unattended(app, "kiosk.home", "lobby.show")


def init_state(app: Flask) -> None:
    live_screens.register(app)
    waiting_port.PORT.bind(app, waiting_now)
    table.add(app, *jobs())
