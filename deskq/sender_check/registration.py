"""Registers the SMS with the code that verifies a sender."""

from flask import Flask

from deskq.core import event_types
from deskq.sender_check import events, listeners, sms_template
from deskq.sender_check.queries import SENDER
from deskq.sms import notification_port


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions
    event_types.register(events)


def init_state(app: Flask) -> None:
    notification_port.bind(app, sms_template.render, SENDER.subject)
