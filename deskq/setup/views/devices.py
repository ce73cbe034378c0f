"""The step of the devices: their addresses as QR codes, and the form for the code that a device shows."""

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access.devices import service
from deskq.core.addresses import is_loopback
from deskq.core.extensions import db
from deskq.office import admin_pages, queries
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import AcceptForm
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.web.forms import read_page
from deskq.web.qr_code import svg


@blueprint.get("/devices")
def devices() -> str:
    """``code`` in the address comes from the QR code on the screen of a device."""
    return _page(admin_pages.filled({"code": request.args.get("code", "")[:20]}))


@blueprint.post("/devices")
def accept_device() -> Response | tuple[str, int]:
    caller = wizard.caller()

    def do() -> str:
        form = read_page(AcceptForm, request.form)
        counter_id = queries.counter_id(db.session(), caller.office_id, form.counter)
        device = service.accept_device(caller.office_id, form.code, form.name, counter_id, caller.by)
        admin_pages.done(gettext("“%(name)s” paired. Its screen continues by itself.", name=device.name))
        return url_for("manage_setup.devices")

    return admin_pages.submit(do, _page)


def _page(form: FilledForm) -> str:
    public = current_app.config["PUBLIC_URL"]
    places = [("kiosk", url_for("kiosk.home")), ("lobby", url_for("lobby.show"))]
    codes = [(kind, public + path, svg(public + path, public + path)) for kind, path in places]
    local = is_loopback(urlsplit(public).hostname)
    return wizard.page("devices", "setup/devices.html", form=form, codes=codes, local=local)
