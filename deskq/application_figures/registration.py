"""Subscribes the keeping of figures, and tells applications how likely a promise is."""

from flask import Flask

from deskq.application_figures import listeners
from deskq.application_figures.queries import alike
from deskq.applications import outlook_port


def init_app(app: Flask) -> None:
    assert listeners  # importing the module subscribes its functions


def init_state(app: Flask) -> None:
    outlook_port.PORT.bind(app, alike.prospect)
