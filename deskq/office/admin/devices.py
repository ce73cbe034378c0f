"""Pages of devices (kiosks, lobby boards, tablets, hall screens): state, reload; pair by code, rename, move, revoke."""

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.devices import queries as device_queries
from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache, queries
from deskq.office.admin.row_forms import of_office
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import AcceptForm, DeviceForm
from deskq.office.legibility import legibility
from deskq.web.assets import static_version
from deskq.web.forms import read_page
from deskq.web.qr_code import svg

blueprint = Blueprint("manage_devices", __name__, url_prefix="/manage/devices")
WATCH, ACT, LIST = "devices.watch", "devices.manage", "manage_devices.index"


@blueprint.get("")
def index() -> str:
    return _page(FilledForm())


@blueprint.get("/code/<code>")
def enter_code(code: str) -> str:
    """Page of the QR code on a device's screen, opened on an admin's phone, with the pairing code filled in."""
    identity.require(ACT)
    return _page(admin_pages.filled({"code": code[:20]}))


def pairing_qr(code: str) -> Markup:
    """The QR code of a device that shows this code."""
    address = current_app.config["PUBLIC_URL"] + url_for("manage_devices.enter_code", code=code)
    return svg(address, gettext("QR code for an administrator’s phone"))


@blueprint.post("")
def accept() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(AcceptForm, request.form)
        counter_id = queries.counter_id(db.session(), caller.office_id, form.counter)
        device = device_service.accept_device(caller.office_id, form.code, form.name, counter_id, caller.by)
        admin_pages.done(gettext("“%(name)s” paired. Its screen continues by itself.", name=device.name))

    return admin_pages.submit_action(ACT, do, LIST, _page)


@blueprint.get("/<int:device_id>")
def edit(device_id: int) -> str:
    return _device(device_id, None)


@blueprint.post("/<int:device_id>")
def save(device_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(DeviceForm, request.form)
        counter_id = queries.counter_id(db.session(), caller.office_id, form.counter)
        with admin_pages.editing(caller, lambda: _stored(caller, device_id)):
            device = device_service.change_device(caller.office_id, device_id, form.name, counter_id, caller.by)
        admin_pages.done(gettext("“%(name)s” saved. Its screen updates by itself.", name=device.name))

    return admin_pages.submit_action(ACT, do, LIST, lambda form: _device(device_id, form))


@blueprint.post("/<int:device_id>/revocation")
def revoke(device_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        device_service.revoke_device(caller.office_id, device_id, caller.by)
        admin_pages.done(gettext("Device unpaired."))

    return admin_pages.submit_action(ACT, do, LIST, _page)


@blueprint.post("/<int:device_id>/reload")
def reload(device_id: int) -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        device = device_service.ask_reload(caller.office_id, device_id, caller.by)
        if is_in_contact(device):
            admin_pages.done(gettext("“%(name)s” is reloading its page.", name=device.name))
        else:
            admin_pages.missing(gettext("“%(name)s” is not in contact and could not be reached.", name=device.name))

    return admin_pages.submit_action(WATCH, do, LIST, _page)


def is_in_contact(device: Device) -> bool:
    return device_queries.is_in_contact(device, clock.now())


def _page(form: FilledForm) -> str:
    caller = identity.require(WATCH)
    session = db.session()
    counters = queries.counters(session, caller.office_id)
    office = config_cache.of(session, caller.office_id).office
    return admin_pages.render(
        "manage/devices.html",
        form=form,
        devices=device_queries.devices(session, caller.office_id),
        counters=counters,
        number_of={counter.id: counter.number for counter in counters},
        settings=office,
        legibility=legibility(office.viewing_distance, office.board_inches),
        is_in_contact=is_in_contact,
        page_version=static_version(),
    )


def _found(caller: Caller, device_id: int) -> Device:
    devices = device_queries.devices(db.session(), caller.office_id)
    return of_office(next((row for row in devices if row.id == device_id), None))


def _stored(caller: Caller, device_id: int) -> FilledForm:
    device = _found(caller, device_id)
    counters = queries.counters(db.session(), caller.office_id)
    number = next((counter.number for counter in counters if counter.id == device.counter_id), None)
    return admin_pages.stored({"name": device.name, "counter": number})


def _device(device_id: int, form: FilledForm | None) -> str:
    caller = identity.require(WATCH)
    device = _found(caller, device_id)
    counters = queries.counters(db.session(), caller.office_id)
    return admin_pages.render(
        "manage/device.html", device=device, form=form or _stored(caller, device_id), counters=counters
    )
