"""Registers the gateway's webhook and the replies to inbound SMS."""

from flask import Flask

from deskq.core import event_types
from deskq.sms import notification_port
from deskq.sms_inbound import events, listeners, replies, views


def init_app(app: Flask) -> None:
    event_types.register(events)
    assert listeners  # importing the module subscribes its functions
    app.register_blueprint(views.blueprint)


def init_state(app: Flask) -> None:
    notification_port.bind(app, replies.render, replies.ASKED)
