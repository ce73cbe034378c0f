"""Registers the cookies of devices."""

from flask import Flask

from deskq.access import identity


def init_app(app: Flask) -> None:
    identity.init_app(app)
