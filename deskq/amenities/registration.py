"""Registers the list of amenities, the round, public pages of stickers, work, and what other features ask."""

from flask import Flask

from deskq.amenities import events, links, port, tasks, team
from deskq.amenities.admin import choices, people, stickers, table
from deskq.amenities.queries import faults, figures
from deskq.amenities.views import day_round, fault_list, sticker
from deskq.core import event_types
from deskq.ratings.results import amenities_port
from deskq.web import uploads
from deskq.work import sources


def init_app(app: Flask) -> None:
    """Pages for staff are routes of one blueprint: import their modules before registering it."""
    assert all((people, stickers, table))
    event_types.register(events)
    for blueprint in (choices.blueprint, day_round.blueprint, fault_list.blueprint, sticker.blueprint):
        app.register_blueprint(blueprint)


def init_state(app: Flask) -> None:
    app.extensions[team.EXTENSION] = {}
    port.PORT.bind(app, links.Links())
    uploads.add_owner(app, faults.photos)
    sources.add(app, tasks.source())
    amenities_port.PORT.bind(app, figures.figures)
