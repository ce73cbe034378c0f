"""Binds the port of the message's page."""

from flask import Flask

from deskq.inbox import place_permits_port
from deskq.place_permits import queries


def init_app(app: Flask) -> None:
    """It has no pages of its own."""


def init_state(app: Flask) -> None:
    place_permits_port.PORT.bind(app, queries.at_message)
