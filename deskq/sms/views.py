"""Kiosk pages on which a visitor leaves a phone number for SMS about the ticket."""

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import secrets
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db, limiter
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.views import kiosk
from deskq.sms import outbox, phone_numbers, queries, service
from deskq.web import filters

blueprint = Blueprint("texts", __name__, url_prefix="/kiosk/tickets")
blueprint.before_request(kiosk.check_device)
LONGEST = 40


@blueprint.get("/<secret>/phone")
def ask_number(secret: str) -> str:
    return _page(secret, _find(secret))


@blueprint.post("/<secret>/phone")
@limiter.limit("30 per minute", key_func=kiosk.device_key)
def keep_number(secret: str) -> Response | tuple[str, int]:
    """Store the number and return to the ticket; an invalid one shows the page again with the reason."""
    found = _find(secret)
    typed = request.form.get("phone", "")[:LONGEST]
    try:
        number = service.read_number(typed)
    except InvalidInput as wrong:
        (problem,) = wrong.fields.values()
        return _page(secret, found, typed, gettext(problem)), wrong.status
    service.store_number(found.office_id, identity.current_caller().by, found.id, number)
    return redirect(url_for("kiosk.ticket", secret=secret), 303)


def _page(secret: str, found: Ticket, typed: str = "", problem: str = "") -> str:
    shown = ticket_view(db.session(), found)
    return render_template("kiosk/phone.html", ticket=shown, secret=secret, typed=typed, problem=problem)


def _find(secret: str) -> Ticket:
    found = queue_queries.ticket_by_hash(db.session(), secrets.hashed(secret))
    if not outbox.is_on() or found is None or found.office_id != identity.current_caller().office_id:
        raise NotFound
    return found


def texted_to(ticket_id: int) -> str | None:
    """For templates: None while SMS is off, "" when no number is stored, else the masked number."""
    if not outbox.is_on():
        return None
    number = queries.number_of(db.session(), ticket_id)
    return phone_numbers.masked(number) if number else ""


def ltr(number: str) -> Markup:
    """A phone number in the digits of the page's language, left to right in either direction of writing."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(filters.digits(number))


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(ltr=ltr)
