"""Registers the events of devices and API tokens. What access asks of people and offices is bound by staff."""

from flask import Flask

from deskq.access.api_tokens import events as api_token_events
from deskq.access.devices import events as device_events
from deskq.core import event_types


def init_app(app: Flask) -> None:
    event_types.register(device_events, api_token_events)
