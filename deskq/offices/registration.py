"""Registers the pages of several offices, how short addresses find their office, and the offices of who signed in."""

from flask import Flask, url_for

from deskq.access import identity, served_office
from deskq.access.devices.events import DeviceChanged
from deskq.core import event_types
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.live import registry
from deskq.live.screen_types import EndRoom
from deskq.live.subscriptions import device_room
from deskq.office import directory
from deskq.offices import choosing, elsewhere, events, short_addresses
from deskq.offices.views import new, overview
from deskq.staff import landing
from deskq.staff import queries as staff_queries


def init_app(app: Flask) -> None:
    event_types.register(events)
    served_office.find_by(app, short_addresses.FINDERS)
    choosing.init_app(app)
    elsewhere.init_app(app)
    for blueprint in (overview.blueprint, new.blueprint, new.colleagues, new.devices):
        app.register_blueprint(blueprint)
    app.jinja_env.globals["own_offices"] = own_offices
    app.jinja_env.globals["several_offices"] = lambda: len(directory.entries(db.session())) > 1


def init_state(app: Flask) -> None:
    registry.of(app).end_on(DeviceChanged, _end_when_moved)


def _end_when_moved(event: DeviceChanged) -> EndRoom | None:
    """The screen of a device that now belongs to another office."""
    return EndRoom(device_room(event.device), "moved") if "office_id" in event.changes else None


def own_offices() -> list[tuple[Name, str, bool]]:
    """(name, address, whether it is the office of this page) of each office of who signed in; empty with one."""
    known = {one.id: one for one in directory.entries(db.session())}
    signed_in, account = identity.login(), identity.signed_in()
    if len(known) < 2 or signed_in is None or account is None:
        return []
    mine = [one for one in staff_queries.accounts(db.session(), signed_in.id) if one.office_id in known]
    if len(mine) < 2:
        return []
    return [
        (known[one.office_id].name, _start(one.office_id, one.role), one.office_id == account.office_id) for one in mine
    ]


def _start(office_id: int, role: str) -> str:
    return served_office.address_in(office_id, url_for(landing.home(role)))
