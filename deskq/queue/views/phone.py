"""The visitor's own page, opened by the QR code on the token. The token is the secret; no account, no name."""

from collections.abc import Callable

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq import tokens
from deskq.errors import N_, NotFound
from deskq.extensions import db, limiter
from deskq.queue import boards, queries, service
from deskq.queue.models import Ticket
from deskq.web import squeezed

blueprint = Blueprint("phone", __name__, url_prefix="/t")


class NoSuchTurn(NotFound):
    title = N_(
        "This link leads to no turn. It may be old or cut short. Please open it again from your paper or the text "
        "message."
    )


def ticket_key() -> str:
    """Rate limits count per ticket: all phones of the lobby may share one address."""
    return f"ticket {tokens.hashed(request.view_args['token'])}" if request.view_args else str(request.remote_addr)


def find(token: str) -> Ticket:
    found = queries.ticket_by_hash(db.session(), tokens.hashed(token))
    if found is None:
        raise NoSuchTurn
    return found


@blueprint.get("/<token>")
@limiter.limit("120 per minute", key_func=ticket_key)
@limiter.limit("600 per minute")
def ticket(token: str) -> Response:
    shown = boards.ticket(db.session(), find(token))
    page = render_template("phone/ticket.html", ticket=shown, token=token)
    return squeezed(page)


@blueprint.get("/<token>/state")
@limiter.limit("120 per minute", key_func=ticket_key)
@limiter.limit("600 per minute")
def state(token: str) -> Response:
    """The ticket again, for a phone whose line is down."""
    shown = boards.ticket(db.session(), find(token))
    html = render_template("phone/_ticket.html", ticket=shown, token=token)
    return jsonify(version=shown.version, at=shown.at.isoformat(), html=html)


@blueprint.post("/<token>/cancellation")
@limiter.limit("20 per minute", key_func=ticket_key)
@limiter.limit("120 per minute")
def cancel(token: str) -> Response:
    return _press(token, service.cancel)


@blueprint.post("/<token>/more-time")
@limiter.limit("20 per minute", key_func=ticket_key)
@limiter.limit("120 per minute")
def let_pass(token: str) -> Response:
    return _press(token, service.let_pass)


@blueprint.post("/<token>/return")
@limiter.limit("20 per minute", key_func=ticket_key)
@limiter.limit("120 per minute")
def rejoin(token: str) -> Response:
    return _press(token, service.rejoin)


def _press(token: str, do: Callable[[int, int], Ticket]) -> Response:
    found = find(token)
    do(found.office_id, found.id)
    return redirect(url_for("phone.ticket", token=token), 303)
