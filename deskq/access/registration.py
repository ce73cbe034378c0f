"""Registers the events of devices and API tokens, and the cookies of devices and known browsers."""

from flask import Flask

from deskq.access import known_browsers, served_office
from deskq.access.api_tokens import events as token_events
from deskq.access.devices import cookies, last_seen
from deskq.access.devices import events as device_events
from deskq.core import event_types


def init_app(app: Flask) -> None:
    event_types.register(device_events, token_events)
    served_office.init_app(app)
    cookies.init_app(app)
    known_browsers.init_app(app)


def init_state(app: Flask) -> None:
    last_seen.init_state(app)
