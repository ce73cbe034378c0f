"""Registers the pages and events of joining from outside, and its port for pages of the queue."""

from flask import Flask

from deskq.core import event_types
from deskq.jobs import table
from deskq.joining import away, events, joined, listeners, queries, sms_texts
from deskq.joining.confirmation import queries as confirmation_queries
from deskq.joining.confirmation import sms_template
from deskq.joining.jobs import jobs
from deskq.joining.views import arrival, confirmation, join, lost, own_ticket
from deskq.queue import joining_port
from deskq.sms import notification_port, rating_port


class Joining:
    """Implements ``queue/joining_port.py``."""

    is_open = staticmethod(join.is_open)
    of_ticket = staticmethod(joined.of_ticket)
    arrived = staticmethod(away.ARRIVED.at)
    board_digits = staticmethod(joined.board_digits)


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)
    for page in (join.blueprint, lost.blueprint, confirmation.blueprint, arrival.phone, arrival.at_kiosk):
        app.register_blueprint(page)
    app.after_request(own_ticket.forget_when_over)


def init_state(app: Flask) -> None:
    joining_port.PORT.bind(app, Joining())
    notification_port.bind(app, sms_template.render, confirmation_queries.JOIN)
    notification_port.bind(app, sms_texts.leave_now, queries.LEAVE)
    table.add(app, *jobs())
    asks = rating_port.PORT.of(app)
    rating_port.PORT.bind(app, lambda ticket: None if joined.was_never_here(ticket) else asks(ticket))
