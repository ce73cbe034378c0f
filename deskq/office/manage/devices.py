"""Kiosks, lobby screens and tablets: accept one by the code on its screen, or end one."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import identity, managing
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import queries, service
from deskq.office.forms import AcceptForm

blueprint = Blueprint("manage_devices", __name__, url_prefix="/manage/devices")


@blueprint.get("")
def index() -> str:
    return _page(Filled())


@blueprint.post("")
def accept() -> Response | tuple[str, int]:
    caller = identity.require("devices.manage")

    def do() -> str:
        form = read_page(AcceptForm, request.form)
        device = service.accept_device(caller.office_id, form.code, form.name, form.counter, caller.by)
        managing.done(gettext("“%(name)s” is paired; its screen goes on by itself.", name=device.name))
        return url_for("manage_devices.index")

    return managing.submit(do, _page)


@blueprint.post("/<int:device_id>/revocation")
def revoke(device_id: int) -> Response | tuple[str, int]:
    caller = identity.require("devices.manage")

    def do() -> str:
        service.revoke_device(caller.office_id, device_id, caller.by)
        managing.done(gettext("The device is no longer paired."))
        return url_for("manage_devices.index")

    return managing.submit(do, _page)


def _page(form: Filled) -> str:
    caller = identity.require("devices.manage")
    session = db.session()
    counters = queries.counters(session, caller.office_id)
    return managing.draw(
        "manage/devices.html",
        form=form,
        devices=queries.devices(session, caller.office_id),
        counters=counters,
        number_of={counter.id: counter.number for counter in counters},
    )
