"""Registers the pages and events of the office, and which events end a device's subscription."""

from flask import Flask

from deskq.access import ports
from deskq.access.devices.events import DeviceChanged, DeviceReloadAsked, DeviceRevoked
from deskq.core import event_types
from deskq.live import registry
from deskq.live.screen_types import EndRoom
from deskq.live.subscriptions import device_room
from deskq.office import admin, admin_pages, config_cache, directory, events, queries, rules, views
from deskq.office.admin import devices as admin_devices
from deskq.web import refusal_ways


def init_app(app: Flask) -> None:
    event_types.register(events)
    app.jinja_env.globals["known_office"] = config_cache.known_name
    app.jinja_env.globals["pairing_qr"] = admin_devices.pairing_qr
    app.jinja_env.filters["runs"] = rules.runs
    refusal_ways.staff_bar(app, admin_pages.staff_bar)
    for blueprint in (views.site, views.devices):
        app.register_blueprint(blueprint)
    for page in admin.PAGES:
        app.register_blueprint(page.blueprint)


def init_state(app: Flask) -> None:
    ports.bind_offices(app, directory, queries)
    screens = registry.of(app)
    screens.end_on(DeviceRevoked, lambda event: EndRoom(device_room(event.device), "revoked"))
    screens.end_on(DeviceReloadAsked, lambda event: EndRoom(device_room(event.device), "reload"))
    screens.end_on(DeviceChanged, _end_when_moved)


def _end_when_moved(event: DeviceChanged) -> EndRoom | None:
    """End the subscription of a tablet that was moved to another counter."""
    return EndRoom(device_room(event.device), "moved") if "counter_id" in event.changes else None
