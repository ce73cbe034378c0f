"""Reprint a ticket: at the kiosk by the visitor, at the counter by the clerk, in the hall by a supervisor."""

from typing import Annotated

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.core import clock, secrets
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.office import admin_pages
from deskq.office import queries as office_queries
from deskq.printing import printers, queries, rules, service
from deskq.queue import queries as queue_queries
from deskq.queue.screens.counter.queries import counter_panel
from deskq.web.forms import Form, read_page

blueprint = Blueprint("paper", __name__)


class ReprintForm(Form):
    ticket: Annotated[int, Field(ge=1, le=2**31 - 1)]
    turn: Annotated[int, Field(ge=0, le=2**53)] | None = None


def _kiosk_key() -> str:
    return limit_keys.device("reprint", identity.device_caller("kiosk"))


@blueprint.post("/kiosk/tickets/<secret>/paper")
@limiter.limit("10 per minute", key_func=_kiosk_key)
def print_again(secret: str) -> Response | tuple[str, int]:
    caller = identity.device_caller("kiosk")
    if caller is None:
        return render_template("devices/pair.html", kind="kiosk", pairing=identity.pairing("kiosk")), 403
    found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret))
    printer = printers.current().of_device(caller.device_id)
    if found is None or found.office_id != caller.office_id or printer is None:
        raise NotFound
    service.reprint(caller.office_id, caller.by, found.id, printer.name, most=rules.KIOSK_REPRINTS)
    return redirect(url_for("kiosk.ticket", secret=secret), 303)


@blueprint.post("/counters/<int:number>/paper")
def print_at_counter(number: int) -> Response:
    caller = identity.require("counter.work")
    counter = office_queries.counter_by_number(db.session(), caller.office_id, number)
    if counter is None:
        raise NotFound
    form = read_page(ReprintForm, request.form)
    reprint(caller, form.ticket)
    if "X-Fragment" not in request.headers:
        return redirect(url_for("desk.show", number=number), 303)
    shown = counter_panel(db.session(), counter.office_id, counter.id)
    html = render_template("desk/_panel.html", panel=shown)
    return jsonify(version=shown.version, at=clock.now().isoformat(), html=html)


@blueprint.post("/manage/paper")
def print_in_hall() -> Response:
    caller = identity.require("counter.assign")
    ticket = read_page(ReprintForm, request.form).ticket
    reprint(caller, ticket)
    admin_pages.done(gettext("The ticket is being reprinted."))
    return redirect(url_for("manage.ticket", ticket_id=ticket), 303)


def reprint(caller: identity.Caller, ticket_id: int) -> None:
    """At the printer of its first paper; a ticket without one, at the shared printer."""
    last = queries.last_job(db.session(), ticket_id)
    known = printers.current()
    printer = known.named(last.printer) if last is not None else None
    printer = printer or known.shared()
    if printer is None or known.lacks:
        raise NotFound
    service.reprint(caller.office_id, caller.by, ticket_id, printer.name)
