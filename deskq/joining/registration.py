"""Registers the pages and events of joining from outside, and what pages of the queue ask of it."""

from flask import Flask

from deskq.core import event_types
from deskq.joining import events, joined, listeners
from deskq.joining.views import arrival, join
from deskq.queue import joining_port
from deskq.sms import rating_port


class Joining:
    """``queue/joining_port.py`` of this feature."""

    is_open = staticmethod(join.is_open)
    of_ticket = staticmethod(joined.of_ticket)


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    for page in (join.blueprint, arrival.phone, arrival.at_kiosk):
        app.register_blueprint(page)


def init_state(app: Flask) -> None:
    joining_port.PORT.bind(app, Joining())
    asks = rating_port.PORT.of(app)
    rating_port.PORT.bind(app, lambda ticket: None if joined.was_never_here(ticket) else asks(ticket))
