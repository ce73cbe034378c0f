"""The public page on which a ticket is taken from outside, and the page that shows the digits at the door."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.core.rate_limits import retry_after
from deskq.joining import joined
from deskq.joining.forms import JoinForm
from deskq.joining.views import own_ticket
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Service
from deskq.queue import ahead_counts, line_closing, staffed_counters, wait_port
from deskq.queue.screens.shared import WaitShown
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.web import qr_code, request_keys
from deskq.web.forms import read_page
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("joining", __name__, url_prefix="/join")
FIELDS = ("service", "phone", "travel")
NO_SERVICE = N_("Please choose what you have come for.")
#: Minutes of way that the page offers.
TRAVELS = (0, 10, 20, 30, 45, 60, 90)


def is_open() -> bool:
    """Whether the office gives tickets from outside now (``queue/joining_port.py``)."""
    config = config_cache.of(db.session(), identity.office_id())
    return bool(config.office.join_share) and config.hours(clock.now()).open


@blueprint.get("")
@limiter.limit("120 per minute")
def page() -> str:
    return _page()


@blueprint.post("")
@limiter.limit("6 per minute; 20 per hour")
def create() -> Response | tuple[str, int, dict[str, str]]:
    """Issue a ticket; where SMS are on, first send a code to the number."""
    try:
        form = read_page(JoinForm, request.form)
        number = sms_service.read_number(form.phone)
        if outbox.is_on():
            secret = joined.ask(identity.office_id(), form.service, number, form.travel, form.request_key, language())
            return redirect(url_for("join_confirmation.show", secret=secret), 303)
        secret = joined.join(identity.office_id(), form.service, number, form.travel, form.request_key, language())
    except DomainError as refusal:
        db.session.rollback()
        return _page(refusal), refusal.status, retry_after(refusal)
    return own_ticket.remember(redirect(url_for("phone.ticket", secret=secret), 303), secret)


@blueprint.post("/forget")
@limiter.limit("60 per minute")
def forget() -> Response:
    """This browser no longer knows its ticket, for a device that several people use."""
    return own_ticket.forget(redirect(url_for("joining.page"), 303))


@blueprint.get("/door")
@limiter.limit("120 per minute")
def door() -> str:
    """The digits at the door, for a lobby device or staff who may see the board."""
    found = identity.device_caller("lobby") or identity.staff_caller()
    permissions.check(found.role if found else None, "lobby.see")
    assert found is not None
    office = config_cache.of(db.session(), found.office_id).office
    code = joined.door_digits(office.id, clock.now())
    address = current_app.config["PUBLIC_URL"] + url_for("joining.page")
    return render_template("joining/door.html", office=office.name, code=code, address=address, qr=qr_code.svg)


def _page(refusal: DomainError | None = None) -> str:
    session, office_id = db.session(), identity.office_id()
    config, now = config_cache.of(session, office_id), clock.now()
    ahead = ahead_counts.ahead_of_newcomers(session, config, now)
    served = staffed_counters.services_served(session, config)
    lines = line_closing.refusals(session, config, config.at_kiosk, now)
    offered: dict[int, list[tuple[Service, int, WaitShown | None]]] = {}
    for row in config.at_kiosk:
        if config.hours(now, row.id).open and row.id not in lines:
            wait = wait_port.of_service(office_id, row.id, served)
            offered.setdefault(row.group_id, []).append((row, ahead[row.id], wait))
    services = [(group, offered[group.id]) for group in config.groups if group.id in offered]
    return render_template(
        "joining/join.html",
        office=config.office.name,
        hours=config.hours(now),
        open=is_open(),
        services=services,
        travels=TRAVELS,
        problems=_problems(refusal) if refusal is not None else {},
        typed={name: request.form.get(name, request.args.get(name, "")) for name in FIELDS},
        request_key=request_keys.of_page(refusal),
        texts_a_code=outbox.is_on(),
        own=_own(config),
    )


def _own(config: OfficeConfig) -> dict[str, Any] | None:
    """The ticket that this browser took in this office and that is not over."""
    found = own_ticket.remembered()
    if found is None or found.ticket.office_id != config.office.id:
        return None
    service = config.services[found.ticket.service_id].spoken_name
    return {"code": found.ticket.code, "service": service, "page": url_for("phone.ticket", secret=found.secret)}


def _problems(refusal: DomainError) -> dict[str, str]:
    """{field: error}; "" is the whole form."""
    if isinstance(refusal, InvalidInput):
        wrong = {**refusal.fields, **({"service": NO_SERVICE} if not request.form.get("service") else {})}
        return {name if name in FIELDS else "": gettext(text) for name, text in wrong.items()}
    return {"": sentence(refusal)}
