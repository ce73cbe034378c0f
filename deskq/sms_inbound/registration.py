"""Registers the gateway's webhook and the replies to inbound SMS."""

from flask import Flask

from deskq.core import event_types
from deskq.sms import notification_port
from deskq.sms_inbound import events, listeners, replies, views


def init_app(app: Flask) -> None:
    """Bind the webhook, the listener that queues a reply, and the text of replies."""
    event_types.register(events)
    assert listeners  # importing the module subscribes its functions
    notification_port.bind(app, replies.render, replies.ASKED)
    app.register_blueprint(views.blueprint)
