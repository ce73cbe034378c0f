"""Registers the directory, its pages for staff, and the ports of rooms."""

from flask import Flask

from deskq.building import links, listeners, port
from deskq.building.admin import choices, lists, room, signs, table
from deskq.building.views import kiosk, public
from deskq.office import rooms_port


def init_app(app: Flask) -> None:
    """Pages for staff are routes of one blueprint: import their modules before registering it."""
    assert all((lists, room, signs, table, listeners))
    for blueprint in (public.blueprint, kiosk.blueprint, choices.blueprint):
        app.register_blueprint(blueprint)


def init_state(app: Flask) -> None:
    rooms_port.PORT.bind(app, links.Rooms())
    port.PORT.bind(app, links.Links())
