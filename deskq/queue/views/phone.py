"""The visitor's ticket page, opened by the QR code on paper. Its address holds the secret; no account, no name."""

from collections.abc import Callable

from flask import Blueprint, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.core import secrets
from deskq.core.errors import N_, NotFound
from deskq.core.extensions import db, limiter
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view_by_id
from deskq.queue.screens.phone.types import TicketView
from deskq.queue.service import cancel as cancel_service
from deskq.queue.service import let_pass as let_pass_service
from deskq.web.compression import gzipped

blueprint = Blueprint("phone", __name__, url_prefix="/t")
#: While sockets are down each phone of the lobby asks every five seconds: 300 phones.
POLLS_PER_ADDRESS = "3600 per minute"


class NoSuchTicket(NotFound):
    title = N_(
        "We found no ticket for this link. It may be old or incomplete. Please open it again from your ticket or the "
        "text message."
    )


def find(secret: str) -> Ticket:
    found = queries.ticket_by_hash(db.session(), secrets.hashed(secret))
    if found is None:
        raise NoSuchTicket
    return found


def _shown(secret: str) -> TicketView:
    found = queries.whose_secret(db.session(), secrets.hashed(secret))
    if found is None:
        raise NoSuchTicket
    ticket_id, office_id = found
    return ticket_view_by_id(db.session(), office_id, ticket_id)


@blueprint.get("/<secret>")
@limiter.limit("120 per minute", key_func=limit_keys.secret)
@limiter.limit("600 per minute")
def ticket(secret: str) -> Response:
    shown = _shown(secret)
    page = render_template("phone/ticket.html", ticket=shown, secret=secret)
    return gzipped(page)


@blueprint.get("/<secret>/state")
@limiter.limit("120 per minute", key_func=limit_keys.secret)
@limiter.limit(POLLS_PER_ADDRESS)
def state(secret: str) -> Response:
    """The ticket, for a phone that polls while its socket is disconnected."""
    shown = _shown(secret)
    html = render_template("phone/_ticket.html", ticket=shown, secret=secret)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.post("/<secret>/cancellation")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per minute")
def cancel(secret: str) -> Response:
    return _run(secret, cancel_service.cancel)


@blueprint.post("/<secret>/more-time")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per minute")
def let_pass(secret: str) -> Response:
    return _run(secret, let_pass_service.let_pass)


@blueprint.post("/<secret>/return")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per minute")
def rejoin(secret: str) -> Response:
    return _run(secret, cancel_service.rejoin)


def _run(secret: str, do: Callable[[int, int], Ticket]) -> Response:
    found = find(secret)
    do(found.office_id, found.id)
    return redirect(url_for("phone.ticket", secret=secret), 303)
