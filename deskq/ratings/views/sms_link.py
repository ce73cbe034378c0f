"""Rating by the signed link in an SMS, which is valid for one visit. It does not open the ticket: of its secret only a
hash is stored, so no SMS could contain it."""

from functools import partial

from flask import Blueprint, current_app, redirect, render_template, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.core.extensions import db, limiter
from deskq.queue.models import Ticket
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.views.phone import NoSuchTicket
from deskq.ratings import queries
from deskq.ratings.views import visitor_actions
from deskq.ratings.views.visitor_actions import PER_ADDRESS, PER_TICKET
from deskq.sms.rating_port import LINK, PAGE, REPLY, RatingMethod

blueprint = Blueprint("rating_link", __name__, url_prefix="/r")


def rating_request_method(ticket_id: int) -> RatingMethod | None:
    """How an SMS asks for a rating, by the settings, with the link if there is one; None: it does not."""
    settings = current_app.config
    if not settings["SMS_RATING"]:
        return None
    if settings["SMS_LINKS"]:
        return LINK, f"{settings['PUBLIC_URL']}/r/{_signer().dumps(ticket_id)}"
    return (REPLY if settings["SMS_REPLIES"] else PAGE), ""


@blueprint.get("/<signed>")
@limiter.limit("120 per minute", key_func=limit_keys.secret)
@limiter.limit("600 per minute")
def show(signed: str) -> str:
    shown = ticket_view(db.session(), visit_of(signed))
    return render_template("phone/rate.html", ticket=shown, signed=signed)


@blueprint.post("/<signed>")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def create(signed: str) -> Response:
    visitor_actions.rate(visit_of(signed), "sms")
    return redirect(url_for("rating_link.show", signed=signed), 303)


@blueprint.post("/<signed>/words")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def add_words(signed: str) -> Response:
    visitor_actions.add_words(visit_of(signed))
    return redirect(url_for("rating_link.show", signed=signed), 303)


@blueprint.get("/<signed>/questions")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def questions(signed: str) -> str:
    address = partial(url_for, "rating_link.answer", signed=signed)
    return visitor_actions.questions(visit_of(signed), address, url_for("rating_link.show", signed=signed))


@blueprint.post("/<signed>/questions")
@limiter.limit(PER_TICKET, key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def answer(signed: str) -> Response:
    following = visitor_actions.answer(visit_of(signed))
    return redirect(url_for("rating_link.questions", signed=signed, axis=following), 303)


def visit_of(signed: str) -> Ticket:
    try:
        ticket_id = _signer().loads(signed)
    except BadSignature:
        raise NoSuchTicket from None
    found = queries.visit(db.session(), ticket_id) if isinstance(ticket_id, int) else None
    if found is None:
        raise NoSuchTicket
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="rating")
