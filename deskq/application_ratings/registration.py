"""Registers the events of the ratings of applications; their buttons are on the tracking page."""

from flask import Flask

from deskq.application_ratings import events
from deskq.core import event_types


def init_app(app: Flask) -> None:
    event_types.register(events)
